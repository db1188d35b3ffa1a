import type { CallRow } from '../../lambda/domain/join-calls.ts';
import { CALL_MS_MAX } from '../../lambda/flows/audit-entries.ts';
import { searchAudit } from '../../lambda/flows/search-audit.ts';
import { cleanJson, cleanText } from '../clean-text.ts';
import { lookedUp, type PlacedRow, placeText } from '../placed-row.ts';
import type { DetectionPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';

const EVERY_MS = 2_000;
const PAGE = 10_000;
/** A call that has no outcome after this long will not get one: its function crashed. */
const UNFINISHED_AFTER_MS = CALL_MS_MAX;

/** Calls as they end, oldest first, a line each; goes on until it is stopped. A call is told once. */
export async function* auditFollow(
  ports: Pick<DetectionPorts, 'audit' | 'countryOf' | 'now' | 'pause'>,
  options: Omit<AuditSearchOptions, 'limit' | 'after' | 'until'>,
  form: 'table' | 'json',
): AsyncGenerator<string> {
  const { since, ...filter } = readAuditFilter({ ...options, limit: PAGE }, ports.now());
  /** Told calls by when they began, as long as a search can still find them. */
  const told = new Map<string, number>();
  for (;;) {
    const now = ports.now();
    // A call that ends now may have begun this long ago.
    const from = new Date(Math.max(since.getTime(), now.getTime() - UNFINISHED_AFTER_MS * 2));
    const { items } = await searchAudit(ports.audit, { ...filter, since: from }, now);
    const fresh = items.filter((row) => !told.has(row.callId) && isOver(row, now)).reverse();
    for (const row of fresh) told.set(row.callId, Date.parse(row.at));
    for (const [callId, at] of told) if (at < from.getTime()) told.delete(callId);
    // What has just ended is not sealed yet.
    const lines = fresh.map((row) => `${lineOf(lookedUp(ports.countryOf, row), form)}\n`);
    if (lines.length > 0) yield lines.join('');
    await ports.pause(EVERY_MS);
  }
}

const isOver = (row: CallRow, now: Date): boolean =>
  row.verdict !== 'unfinished' || now.getTime() - Date.parse(row.at) > UNFINISHED_AFTER_MS;

function lineOf(row: PlacedRow, form: 'table' | 'json'): string {
  if (form === 'json') return cleanJson(JSON.stringify(row));
  const { at, client, keyId, ip, method, upstream, route, verdict, status, durationMs } = row;
  const result = `${verdict} ${status ?? '-'} ${durationMs ?? '-'}ms`;
  const from = `${ip} ${placeText(row)}`.trimEnd();
  return cleanText([at, client, keyId, from, `${method} ${upstream} ${route}`, result].join('  '));
}
