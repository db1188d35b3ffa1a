import { type TripView, tripView } from '../../lambda/domain/honeytoken-view.ts';
import { momentOf } from '../../lambda/domain/moment.ts';
import { sourceRange } from '../../lambda/domain/source-range.ts';
import type { HoneytokenPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface TripsOptions {
  /** A decoy's id, `route:<path>` or `secret:<name>`. @default all of them, by a scan of the honeytokens table */
  readonly id?: string;
  readonly since: string;
  readonly limit: number;
}

/** Uses of decoys, the newest first: who used what, from where and how. */
export async function honeytokensTrips(
  ports: Pick<HoneytokenPorts, 'placements' | 'trips' | 'now'>,
  { id, since, limit }: TripsOptions,
): Promise<Report<{ readonly items: readonly TripView[] }>> {
  const from = momentOf(since, ports.now());
  if (from === undefined) throw new UsageError([`--since ${MOMENT}`]);
  const labels = new Map<string, string>();
  const found: TripView[] = [];
  for await (const item of id === undefined ? ports.trips.all(from) : ports.trips.of(id, from)) {
    if (!labels.has(item.tokenId))
      labels.set(item.tokenId, (await ports.placements.find(item.tokenId))?.label ?? '');
    found.push(tripView(item, labels.get(item.tokenId) || undefined));
  }
  found.sort((a, b) => (a.window === b.window ? compare(b.lastAt, a.lastAt) : compare(b.window, a.window)));
  const items = found.slice(0, limit);
  return {
    document: { items },
    sheet: {
      kind: 'table',
      head: ['FIRST USED', 'HONEYTOKEN', 'LABEL', 'FROM', 'CALL', 'IN', 'USER AGENT', 'USES', 'DONE'],
      rows: items.flatMap(rowsOf),
    },
    notes: [
      ...(items.length === 0 ? ['No uses.'] : []),
      ...(found.length > limit ? [`There are ${found.length - limit} more: --limit ${found.length}`] : []),
    ],
  };
}

/** One row for each source; the uses of all of them stand in the first. */
const rowsOf = ({ tokenId, label, trips, hits, answers }: TripView): readonly (readonly string[])[] =>
  trips.map(({ at, ip, method, mount, carrier, userAgent, principal }, n) => [
    ...[
      at,
      tokenId,
      label ?? '-',
      principal === undefined ? ip : `${ip} as ${principal}`,
      `${method} ${mount}`,
      carrier,
      userAgent === '' ? '-' : userAgent,
    ],
    n === 0 ? String(hits) : '',
    answers[sourceRange(ip) ?? ip] ?? 'in hand',
  ]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
