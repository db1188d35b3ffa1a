import type { Amounts } from '../../contract/quota.ts';

/** Costs of writing calls that are not 50; https://developers.google.com/youtube/v3/determine_quota_cost. */
const COSTS: Readonly<Record<string, number>> = {
  'GET /captions': 50,
  'POST /captions': 400,
  'PUT /captions': 450,
};
const WRITE_COST = 50;
const READ_COST = 1;

/**
 * What a call of the YouTube Data API takes: searches and uploads are counted in buckets of their own, everything else in
 * units, an invalid request included.
 */
export function youtubeCost(method: string, path: string): Amounts {
  if (path === '/search') return { searches: 1 };
  if (path === '/videos' && method === 'POST') return { uploads: 1 };
  const reads = method === 'GET' || method === 'HEAD';
  return { units: COSTS[`${reads ? 'GET' : method} ${path}`] ?? (reads ? READ_COST : WRITE_COST) };
}
