import { type CallPage, searchAudit } from '../../lambda/flows/search-audit.ts';
import { type PlacedRow, placeNotes, placeText, placing } from '../placed-row.ts';
import type { DetectionPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { strayNotes } from '../stray-notes.ts';

interface PlacedPage extends Omit<CallPage, 'items'> {
  readonly items: readonly PlacedRow[];
}

/** Calls, newest first. */
export async function auditSearch(
  ports: Pick<DetectionPorts, 'audit' | 'archive' | 'countryOf' | 'now'>,
  options: AuditSearchOptions,
): Promise<Report<PlacedPage>> {
  const now = ports.now();
  const found = await searchAudit(ports.audit, readAuditFilter(options, now), now);
  const page = { ...found, items: await placing(ports)(found.items) };
  const rows = page.items.map((row) => [
    row.at,
    row.client,
    row.tokenId === null ? row.keyId : `${row.keyId} by ${row.tokenId}`,
    `${row.ip} ${placeText(row)}`.trimEnd(),
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
      ...placeNotes(page.items),
      ...strayNotes(page.strays),
      ...(page.next === undefined ? [] : [`There are more: --after '${page.next}'`]),
    ],
  };
}
