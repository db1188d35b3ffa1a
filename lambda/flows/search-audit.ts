import type { AuditEntry } from '../../contract/audit-entry.ts';
import type { AuditItem } from '../../contract/tables.ts';
import { CallJoiner, type CallRow, JOIN_SLACK_MS, rowMark } from '../domain/join-calls.ts';
import { auditEntries, CALL_MS_MAX } from './audit-entries.ts';
import type { AuditSearch } from './operator-ports.ts';

export interface AuditFilter {
  readonly keyId?: string;
  readonly client?: string;
  readonly ip?: string;
  readonly status?: number;
  readonly verdict?: string;
  /** The configured route, e.g. `/v1beta/models/*:generateContent`. */
  readonly route?: string;
  /** Of the problem response or the access log: API Gateway's extended request id. */
  readonly requestId?: string;
  readonly since: Date;
  /** Up to and including the newest there is, if absent. */
  readonly until?: Date;
  /** Only rows older than the one with this mark. */
  readonly after?: string;
  readonly limit: number;
}

export interface CallPage {
  readonly items: readonly CallRow[];
  /** What to pass as `after` for the next page; absent on the last. */
  readonly next?: string;
  /** Sort keys of records under that key that lie where no verification reads: no function of the stack wrote them. They are left out. */
  readonly strays: readonly string[];
}

/**
 * Calls, newest first. With a key id that key's partitions are read, otherwise the hours' partitions, backwards from the end;
 * reading stops as soon as the page is full. Status and verdict belong to the joined row, so they are filtered here.
 */
export async function searchAudit(audit: AuditSearch, filter: AuditFilter, now: Date): Promise<CallPage> {
  const joiner = new CallJoiner();
  const rows: CallRow[] = [];
  const strays: string[] = [];
  for await (const item of records(audit, filter, now, ({ entry }) => strays.push(entry))) {
    if (item.kind === 'operator') continue;
    rows.push(...joiner.push(item).filter((row) => wanted(row, filter)));
    if (full(rows, filter.limit, item)) break;
  }
  rows.push(...joiner.end(filter.since).filter((row) => wanted(row, filter)));
  rows.sort(newestFirst);
  const items = rows.slice(0, filter.limit);
  const last = items.at(-1);
  return rows.length > filter.limit && last !== undefined
    ? { items, strays, next: rowMark(last) }
    : { items, strays };
}

const newestFirst = (a: CallRow, b: CallRow): number => (rowMark(a) < rowMark(b) ? 1 : -1);

function wanted(row: CallRow, filter: AuditFilter): boolean {
  const at = Date.parse(row.at);
  if (at < filter.since.getTime() || at > (filter.until?.getTime() ?? Number.POSITIVE_INFINITY)) return false;
  if (filter.after !== undefined && rowMark(row) >= filter.after) return false;
  if (filter.status !== undefined && row.status !== filter.status) return false;
  if (filter.route !== undefined && row.route !== filter.route) return false;
  if (filter.requestId !== undefined && row.callId !== filter.requestId) return false;
  return filter.verdict === undefined || row.verdict === filter.verdict;
}

/** More rows than asked for, and no row that is still to come belongs among the first of them. */
function full(rows: CallRow[], limit: number, item: AuditItem): boolean {
  if (rows.length <= limit) return false;
  rows.sort(newestFirst);
  const firstLeftOut = rows[limit];
  return firstLeftOut !== undefined && Date.parse(item.at) + JOIN_SLACK_MS < Date.parse(firstLeftOut.at);
}

function records(
  audit: AuditSearch,
  filter: AuditFilter,
  now: Date,
  onStray: (entry: AuditEntry) => void,
): AsyncIterable<AuditEntry> {
  const { keyId, client, ip, since, requestId: callId } = filter;
  const narrow = [client, ip, callId, filter.status, filter.verdict, filter.route].some(
    (part) => part !== undefined,
  );
  const pageSize = narrow ? undefined : Math.min(1_000, Math.max(20, Math.ceil(filter.limit / 4)));
  return auditEntries(
    audit,
    { keyId, callId, match: { client, ip }, pageSize, onStray },
    { since, end: endOf(filter, now) },
  );
}

/** Outcomes of calls that were decided before the end may lie behind it. A page that goes on needs nothing newer. */
function endOf(filter: AuditFilter, now: Date): Date {
  const ends = [now.getTime(), filter.until?.getTime() ?? now.getTime()];
  const marked = Date.parse(filter.after?.split('#')[0] ?? '');
  if (!Number.isNaN(marked)) ends.push(marked);
  return new Date(Math.min(...ends) + CALL_MS_MAX);
}
