import { type HoneytokenView, honeytokenView } from '../../lambda/domain/honeytoken-view.ts';
import { findKey } from '../../lambda/flows/find-key.ts';
import { placementOf } from '../../lambda/flows/remove-honeytoken.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export type ShownHoneytoken = HoneytokenView & {
  /** What its record in the keys table says; it trips whatever that is. `null`: there is none. */
  readonly key: { readonly client: string; readonly plan: string; readonly state: string } | null;
  /** Uses on record, and quarters of an hour that had any. */
  readonly uses: number;
  readonly windows: number;
  readonly lastUsedAt: string | null;
};

/** Where one decoy lies, what it looks like there, and whether it was used. */
export async function honeytokensShow(
  ports: Pick<HoneytokenPorts, 'registry' | 'placements' | 'trips'>,
  { id }: { readonly id: string },
): Promise<Report<ShownHoneytoken>> {
  const placement = await placementOf(ports.placements, id);
  const record = await findKey(ports.registry, id).catch(() => undefined);
  let [uses, windows, lastUsedAt]: [number, number, string | null] = [0, 0, null];
  for await (const { hits, lastAt } of ports.trips.of(id, new Date(0))) {
    [uses, windows] = [uses + hits, windows + 1];
    lastUsedAt ??= lastAt;
  }
  const view = honeytokenView(placement);
  const key = record === undefined ? null : { client: record.client, plan: record.plan, state: record.state };
  const by = (who: string | null, at: string | null) => (at === null ? [] : [`${at} by ${who ?? '?'}`]);
  return {
    document: { ...view, key, uses, windows, lastUsedAt },
    sheet: {
      kind: 'record',
      fields: [
        ['id', id],
        ['label', view.label],
        ['state', view.state],
        ['beside', view.beside ?? '-'],
        ['upstream', view.upstream ?? '-'],
        ['link', view.link ?? '-'],
        ['planted', `${view.plantedAt} by ${view.plantedBy}`],
        [
          'looks like',
          key === null ? 'it has no record' : `a key of ${key.client} on ${key.plan}, ${key.state}`,
        ],
        ['uses', uses === 0 ? 'none' : `${uses} in ${windows} quarters of an hour, the last ${lastUsedAt}`],
        ...by(view.acknowledgedBy, view.acknowledgedAt).map((text): [string, string] => ['reset', text]),
        ...by(view.removedBy, view.removedAt).map((text): [string, string] => [
          'removed',
          `${text}: ${view.removedBecause ?? ''}`,
        ]),
      ],
    },
  };
}
