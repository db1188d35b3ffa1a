import { countBy, type SourceSummary, summarise } from '../../lambda/domain/summarise-calls.ts';
import { searchAudit } from '../../lambda/flows/search-audit.ts';
import { placeNotes, placeText, placing } from '../placed-row.ts';
import type { DetectionPorts } from '../ports.ts';
import { type AuditSearchOptions, readAuditFilter } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { strayNotes } from '../stray-notes.ts';

interface SummaryDocument {
  readonly calls: number;
  /** Older calls were left out. */
  readonly cut: boolean;
  readonly sources: readonly SourceSummary[];
  /** Records that were left out, since nothing vouches for them. */
  readonly strays: readonly string[];
}

/** What was called from where, a row for each address and user agent: the answer to a phone call. */
export async function auditSummary(
  ports: Pick<DetectionPorts, 'audit' | 'archive' | 'countryOf' | 'now'>,
  options: AuditSearchOptions,
): Promise<Report<SummaryDocument>> {
  const now = ports.now();
  const { items, next, strays } = await searchAudit(ports.audit, readAuditFilter(options, now), now);
  const sources = summarise(await placing(ports)(items));
  const cut = next !== undefined;
  const rows = sources.map((source) => [
    ...[
      source.ip,
      placeText(source) || '-',
      source.userAgent ?? '-',
      String(source.calls),
      countBy(source.verdicts),
    ],
    ...[countBy(source.routes), source.firstAt, source.lastAt],
  ]);
  return {
    document: { calls: items.length, cut, sources, strays },
    sheet: {
      kind: 'table',
      head: ['FROM', 'COUNTRY', 'USER AGENT', 'CALLS', 'VERDICTS', 'ROUTES', 'FIRST', 'LAST'],
      rows,
    },
    notes: [
      ...(items.length === 0 ? ['No calls.'] : ['', `${items.length} calls from ${sources.length} sources.`]),
      ...placeNotes(sources),
      ...strayNotes(strays),
      ...(cut ? ['Older calls were left out: narrow the time or raise --limit.'] : []),
    ],
  };
}
