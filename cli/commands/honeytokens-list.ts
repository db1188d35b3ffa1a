import { SECRET_TOKEN_PREFIX } from '../../contract/honeytokens.ts';
import { type HoneytokenView, honeytokenView } from '../../lambda/domain/honeytoken-view.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export type ListedHoneytoken = Listed<HoneytokenView, 'key'> | Listed<DecoySecretView, 'secret'>;

type Listed<View, Kind> = View & {
  readonly kind: Kind;
  /** When it was last used; `null` for never, as far as records are kept. */
  readonly lastUsedAt: string | null;
};

/** A secret that nobody should read. It lies where its name says, since the stage was deployed with it. */
type DecoySecretView = { readonly [Field in keyof HoneytokenView]: HoneytokenView[Field] | null } & {
  readonly id: string;
};

/** Where decoys lie, secrets last, the newest first, and when each was last used. Those that were removed only if they are asked for. */
export async function honeytokensList(
  ports: Pick<HoneytokenPorts, 'placements' | 'trips' | 'decoySecrets'>,
  { all }: { readonly all: boolean },
): Promise<Report<{ readonly items: readonly ListedHoneytoken[] }>> {
  const views: HoneytokenView[] = [];
  for await (const item of ports.placements.all()) views.push(honeytokenView(item));
  const shown = views.filter(({ state }) => all || state !== 'removed');
  shown.sort((a, b) => (a.plantedAt < b.plantedAt ? 1 : -1));
  const items: ListedHoneytoken[] = [];
  for (const view of shown)
    items.push({ ...view, kind: 'key', lastUsedAt: await lastUse(ports.trips, view.id) });
  const { names, unread } = await secretsOf(ports);
  for (const name of names) {
    const id = `${SECRET_TOKEN_PREFIX}${name}`;
    items.push({
      ...NOTHING_KNOWN,
      id,
      state: 'planted',
      kind: 'secret',
      lastUsedAt: await lastUse(ports.trips, id),
    });
  }
  const head = ['ID', 'KIND', 'LABEL', 'BESIDE', 'STATE', 'PLANTED', 'BY', 'LAST USED'];
  const rows = items.map(({ id, kind, label, beside, state, plantedAt, plantedBy, lastUsedAt }) => [
    ...[id, kind, label ?? '-', beside ?? '-', state ?? '-', plantedAt ?? '-', plantedBy ?? '-'],
    lastUsedAt ?? 'never',
  ]);
  const broken = items.filter(({ state }) => state === 'unfinished');
  return {
    document: { items },
    sheet: { kind: 'table', head, rows },
    notes: [
      ...(unread === undefined ? [] : [`Decoy secrets are not shown: ${unread}.`]),
      ...(items.length === 0 ? ['No honeytokens.'] : []),
      ...broken.map(
        ({ id }) => `The planting of ${id} broke off, and nobody has it: honeytokens remove ${id}`,
      ),
    ],
  };
}

const NOTHING_KNOWN = {
  ...{ label: null, beside: null, upstream: null, link: null, plantedBy: null, plantedAt: null },
  ...{ acknowledgedBy: null, acknowledgedAt: null, removedBy: null, removedAt: null, removedBecause: null },
} as const;

/** Whoever may read placements need not have the right to read rules: he is told, and sees the keys. */
async function secretsOf({ decoySecrets }: Pick<HoneytokenPorts, 'decoySecrets'>) {
  try {
    return { names: await decoySecrets.all(), unread: undefined };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { names: [], unread: error.message };
  }
}

async function lastUse(trips: HoneytokenPorts['trips'], id: string): Promise<string | null> {
  for await (const { lastAt } of trips.of(id, new Date(0))) return lastAt;
  return null;
}
