import { momentOf } from '../lambda/domain/moment.ts';
import type { VerifyRange } from '../lambda/flows/chain/verify-audit.ts';
import { MOMENT } from './read-audit-filter.ts';
import { UsageError } from './usage-error.ts';

/** A time as it was typed. */
export interface RangeOptions {
  readonly since?: string;
  readonly until?: string;
}

/** Reads a time; a `UsageError` names everything that is wrong with it. */
export function readRange({ since, until }: RangeOptions, now: Date): VerifyRange {
  const from = since === undefined ? undefined : momentOf(since, now);
  const to = until === undefined ? undefined : momentOf(until, now);
  const problems: string[] = [];
  if (since !== undefined && from === undefined) problems.push(`--since ${MOMENT}`);
  if (until !== undefined && to === undefined) problems.push(`--until ${MOMENT}`);
  if (from !== undefined && to !== undefined && from > to)
    problems.push('--since lies after --until; swap them');
  if (problems.length > 0) throw new UsageError(problems);
  return { since: from, until: to };
}
