import { keyAgeMs, overAge } from '../../lambda/domain/key-age.ts';
import { inGrace } from '../../lambda/domain/key-lineage.ts';
import { isoOf, type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { type LastUse, lastUse } from '../../lambda/flows/last-use.ts';
import { readLineage } from '../../lambda/flows/read-lineage.ts';
import { keyFields } from '../key-fields.ts';
import type { AuditPorts, KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface ShownKey extends KeyView {
  /** Whole days since the key itself was made. */
  readonly ageDays: number;
  /** Whether it is older than the stage's policy allows. */
  readonly overAge: boolean;
  readonly lastUsed: LastUse | null;
  /** Older keys of this id that still work, and until when. */
  readonly grace: readonly { readonly endsAt: string; readonly endsOnFirstUse: boolean }[];
}

const DAY_MS = 86_400_000;

/** One key's record, what still works beside it, and when it was last used from where. */
export async function keysShow(
  ports: Pick<KeyPorts, 'registry' | 'outputs' | 'now'> & Pick<AuditPorts, 'audit'>,
  options: { readonly id: string },
): Promise<Report<ShownKey>> {
  const now = ports.now();
  const [{ current, before }, used] = await Promise.all([
    readLineage(ports.registry, options.id),
    lastUse(ports.audit, options.id),
  ]);
  const { keyPolicy } = ports.outputs;
  const view: ShownKey = {
    ...keyView(current),
    ageDays: Math.floor(keyAgeMs(current, now) / DAY_MS),
    overAge: keyPolicy !== undefined && overAge(current, keyPolicy, now),
    lastUsed: used ?? null,
    grace: before
      // A key that waited for the first use of the one that counts is over with it.
      .filter((key) => inGrace(key, now) && key.state === 'active')
      .filter((key) => key.endsOnFirstUse !== true || current.firstUsedAt === 'never')
      .map(({ graceEndsAtSeconds = 0, endsOnFirstUse = false }) => ({
        endsAt: isoOf(graceEndsAtSeconds),
        endsOnFirstUse,
      })),
  };
  const fields: readonly (readonly [string, string])[] = [
    ...keyFields(view, now),
    [
      'age',
      `${view.ageDays} days${view.overAge ? `, more than the ${keyPolicy?.maxAgeDays} of the policy` : ''}`,
    ],
    ['last used', used === undefined ? '-' : `${used.at} from ${used.ip}: ${used.call}, ${used.verdict}`],
    ...view.grace.map(({ endsAt, endsOnFirstUse }): readonly [string, string] => [
      'in grace',
      `an older key until ${endsAt}${endsOnFirstUse ? ', or the first use of the new one' : ''}`,
    ]),
  ];
  return { document: view, sheet: { kind: 'record', fields } };
}
