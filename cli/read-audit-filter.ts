import { isIP } from 'node:net';
import { momentOf } from '../lambda/domain/moment.ts';
import type { AuditFilter } from '../lambda/flows/search-audit.ts';
import { UsageError } from './usage-error.ts';

/** The options of `audit search` as they were typed. */
export interface AuditSearchOptions {
  readonly key?: string;
  readonly client?: string;
  readonly ip?: string;
  readonly status?: string;
  readonly verdict?: string;
  readonly route?: string;
  readonly request?: string;
  readonly since: string;
  readonly until?: string;
  readonly after?: string;
  readonly limit: number;
}

export const MOMENT =
  'is not a moment; write how long ago (30s, 5m, 24h, 90d) or a UTC time such as 2026-11-23T17:00Z';
const AFTER = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#[\x21-\x7e]+$/;

/** Reads the options; a `UsageError` names everything that is wrong with them. */
export function readAuditFilter(options: AuditSearchOptions, now: Date): AuditFilter {
  const { key: keyId, client, ip, status, verdict, route, request: requestId, after, limit } = options;
  const problems: string[] = [];
  if (keyId !== undefined && !/^key_[0-9A-Za-z]{20}$/.test(keyId))
    problems.push('--key takes the id of a key, key_ and 20 letters and digits, never the key itself');
  if (ip !== undefined && isIP(ip) === 0) problems.push('--ip takes one address, such as 203.0.113.7');
  if (status !== undefined && !/^[1-5]\d\d$/.test(status))
    problems.push('--status takes an HTTP status, such as 403');
  if (after !== undefined && !AFTER.test(after)) problems.push('--after takes the `next` of the page before');
  const since = momentOf(options.since, now);
  if (since === undefined) problems.push(`--since ${MOMENT}`);
  const until = options.until === undefined ? undefined : momentOf(options.until, now);
  if (options.until !== undefined && until === undefined) problems.push(`--until ${MOMENT}`);
  if (since !== undefined && until !== undefined && since > until)
    problems.push('--since lies after --until; swap them');
  if (since === undefined || problems.length > 0) throw new UsageError(problems);
  return {
    keyId,
    client,
    ip,
    status: status === undefined ? undefined : Number(status),
    verdict,
    route,
    requestId,
    since,
    until,
    after,
    limit,
  };
}
