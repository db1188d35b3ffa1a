import { momentOf } from '../../lambda/domain/moment.ts';
import {
  type ActionRow,
  readTimeline,
  type Timeline,
  type TimelineRow,
} from '../../lambda/flows/read-timeline.ts';
import { type PlacedRow, type PlacePorts, placeNotes, placeText, placing } from '../placed-row.ts';
import type { DetectionPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { strayNotes } from '../stray-notes.ts';
import { UsageError } from '../usage-error.ts';

type PlacedItem = ActionRow | (PlacedRow & { readonly kind: 'call' });

export interface PlacedTimeline extends Omit<Timeline, 'items'> {
  readonly items: readonly PlacedItem[];
}

export interface TimelineOptions {
  readonly subject?: string;
  readonly since: string;
  readonly until?: string;
  readonly limit: number;
}

/** Calls and operators' actions in the order in which they happened. */
export async function auditTimeline(
  ports: Pick<DetectionPorts, 'audit' | 'archive' | 'countryOf' | 'now'>,
  options: TimelineOptions,
): Promise<Report<PlacedTimeline>> {
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
  const items = await placedItems(ports, timeline.items);
  return {
    document: { ...timeline, items },
    sheet: { kind: 'table', head: ['AT', 'WHO', 'WHAT', 'RESULT', 'FROM'], rows: items.map(cells) },
    notes: [
      ...placeNotes(items.filter((row) => row.kind === 'call')),
      ...strayNotes(timeline.strays),
      ...(timeline.items.length === 0 ? ['Nothing happened.'] : []),
      ...(timeline.cut ? ['Older rows were left out: narrow the time or raise --limit.'] : []),
    ],
  };
}

/** The same rows in the same order, each call with its country. */
async function placedItems(ports: PlacePorts, items: readonly TimelineRow[]): Promise<readonly PlacedItem[]> {
  const calls = items.filter((row) => row.kind === 'call');
  const placed = new Map((await placing(ports)(calls)).map((row, n) => [calls[n], row] as const));
  return items.map((row) => (row.kind === 'call' ? (placed.get(row) ?? row) : row) as PlacedItem);
}

function cells(row: PlacedItem): readonly string[] {
  if (row.kind === 'call') {
    const result = row.status === null ? row.verdict : `${row.verdict} ${row.status}`;
    return [
      row.at,
      `${row.client} ${row.keyId}`,
      `${row.method} ${row.upstream} ${row.route}`,
      result,
      `${row.ip} ${placeText(row)}`.trimEnd(),
    ];
  }
  const changed = Object.entries(row.after ?? {})
    .filter(([name, value]) => row.before !== null && row.before[name] !== value)
    .map(([name, value]) => `${name}: ${row.before?.[name] ?? '-'} → ${value}`);
  const result = [row.result, ...(row.problem === null ? [] : [row.problem]), ...changed].join(', ');
  return [row.at, row.operator, `${row.action} ${row.subject}`, result, '-'];
}
