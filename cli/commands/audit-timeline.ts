import { momentOf } from '../../lambda/domain/moment.ts';
import { readTimeline, type Timeline, type TimelineRow } from '../../lambda/flows/read-timeline.ts';
import type { AuditPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface TimelineOptions {
  readonly subject?: string;
  readonly since: string;
  readonly until?: string;
  readonly limit: number;
}

/** Calls and operators' actions in the order in which they happened. */
export async function auditTimeline(ports: AuditPorts, options: TimelineOptions): Promise<Report<Timeline>> {
  const now = ports.now();
  const since = momentOf(options.since, now);
  const until = options.until === undefined ? undefined : momentOf(options.until, now);
  const problems = [
    ...(since === undefined ? [`--since ${MOMENT}`] : []),
    ...(options.until !== undefined && until === undefined ? [`--until ${MOMENT}`] : []),
  ];
  if (since === undefined || problems.length > 0) throw new UsageError(problems);
  const { subject, limit } = options;
  const timeline = await readTimeline(ports.audit, { subject, since, until, limit }, now);
  return {
    document: timeline,
    sheet: { kind: 'table', head: ['AT', 'WHO', 'WHAT', 'RESULT', 'FROM'], rows: timeline.items.map(cells) },
    notes: [
      ...(timeline.items.length === 0 ? ['Nothing happened.'] : []),
      ...(timeline.cut ? ['Older rows were left out: narrow the time or raise --limit.'] : []),
    ],
  };
}

function cells(row: TimelineRow): readonly string[] {
  if (row.kind === 'call') {
    const result = row.status === null ? row.verdict : `${row.verdict} ${row.status}`;
    return [
      row.at,
      `${row.client} ${row.keyId}`,
      `${row.method} ${row.upstream} ${row.route}`,
      result,
      row.ip,
    ];
  }
  const changed = Object.entries(row.after ?? {})
    .filter(([name, value]) => row.before !== null && row.before[name] !== value)
    .map(([name, value]) => `${name}: ${row.before?.[name] ?? '-'} → ${value}`);
  const result = [row.result, ...(row.problem === null ? [] : [row.problem]), ...changed].join(', ');
  return [row.at, row.operator, `${row.action} ${row.subject}`, result, '-'];
}
