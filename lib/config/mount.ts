import { type Complaint, complain } from './complaint.ts';

/**
 * First segments that are not the config's to give away: API Gateway answers `/ping` and `/sping` itself
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html), the others are Sallyport's.
 */
const RESERVED = new Set(['ping', 'sping', 'sallyport', 'tokens', '.well-known']);

/** A path prefix on the gateway, e.g. `/weather` or `/youtube/v3`. */
export function readMount(text: string): string | Complaint {
  const example = `write one such as '/weather'`;
  if (!/^(\/[A-Za-z0-9._-]+)+$/.test(text) || text.length > 128) {
    return complain('is not a path of plain segments (A-Z a-z 0-9 . _ -) without a trailing slash', example);
  }
  const segments = text.slice(1).split('/');
  if (segments.some((segment) => segment === '.' || segment === '..'))
    return complain('has dot segments', example);
  if (RESERVED.has(segments[0] ?? '')) return complain('begins with a reserved segment', example);
  return text;
}

/** Whether requests for one mount could be meant for the other. */
export const mountsCollide = (one: string, other: string): boolean =>
  `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
