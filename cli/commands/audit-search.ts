import { type CallPage, searchAudit } from '../../lambda/flows/search-audit.ts';
import type { AuditPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';

/** Calls, newest first. */
export async function auditSearch(ports: AuditPorts, options: AuditSearchOptions): Promise<Report<CallPage>> {
  const now = ports.now();
  const page = await searchAudit(ports.audit, readAuditFilter(options, now), now);
  const rows = page.items.map((row) => [
    row.at,
    row.client,
    row.tokenId === null ? row.keyId : `${row.keyId} by ${row.tokenId}`,
    row.ip,
    `${row.method} ${row.upstream} ${row.route}`,
    row.verdict,
    row.status === null ? '-' : String(row.status),
    row.durationMs === null ? '-' : String(row.durationMs),
    row.scrubbed === null ? '-' : String(row.scrubbed),
    row.callId,
  ]);
  const head = ['AT', 'CLIENT', 'KEY', 'IP', 'ROUTE', 'VERDICT', 'STATUS', 'MS', 'SCRUBBED', 'CALL'];
  return {
    document: page,
    sheet: { kind: 'table', head, rows },
    notes: [
      ...(rows.length === 0 ? ['No calls.'] : []),
      ...(page.next === undefined ? [] : [`There are more: --after '${page.next}'`]),
    ],
  };
}
