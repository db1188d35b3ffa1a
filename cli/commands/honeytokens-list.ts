import { type HoneytokenView, honeytokenView } from '../../lambda/domain/honeytoken-view.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export type ListedHoneytoken = HoneytokenView & {
  /** When it was last used; `null` for never, as far as records are kept. */
  readonly lastUsedAt: string | null;
};

/** Where decoys lie, the newest first, and when each was last used. Those that were removed only if they are asked for. */
export async function honeytokensList(
  ports: Pick<HoneytokenPorts, 'placements' | 'trips'>,
  { all }: { readonly all: boolean },
): Promise<Report<{ readonly items: readonly ListedHoneytoken[] }>> {
  const views: HoneytokenView[] = [];
  for await (const item of ports.placements.all()) views.push(honeytokenView(item));
  const shown = views.filter(({ state }) => all || state !== 'removed');
  shown.sort((a, b) => (a.plantedAt < b.plantedAt ? 1 : -1));
  const items: ListedHoneytoken[] = [];
  for (const view of shown) items.push({ ...view, lastUsedAt: await lastUse(ports.trips, view.id) });
  const head = ['ID', 'LABEL', 'BESIDE', 'STATE', 'PLANTED', 'BY', 'LAST USED'];
  const rows = items.map(({ id, label, beside, state, plantedAt, plantedBy, lastUsedAt }) => [
    ...[id, label, beside ?? '-', state, plantedAt, plantedBy, lastUsedAt ?? 'never'],
  ]);
  const broken = items.filter(({ state }) => state === 'unfinished');
  return {
    document: { items },
    sheet: { kind: 'table', head, rows },
    notes: [
      ...(items.length === 0 ? ['No honeytokens.'] : []),
      ...broken.map(
        ({ id }) => `The planting of ${id} broke off, and nobody has it: honeytokens remove ${id}`,
      ),
    ],
  };
}

async function lastUse(trips: HoneytokenPorts['trips'], id: string): Promise<string | null> {
  for await (const { lastAt } of trips.of(id, new Date(0))) return lastAt;
  return null;
}
