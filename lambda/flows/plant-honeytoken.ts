import { PLACEMENTS, type PlacementItem } from '../../contract/placements.ts';
import { keyIdOf } from '../domain/key-id.ts';
import type { KeyRequest } from '../domain/key-request.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { decoySeal } from '../domain/seal.ts';
import { type CreatedKey, type CreateKeyDeps, createKey } from './create-key.ts';
import type { Placements } from './decoy-ports.ts';
import { planIdOf } from './make-usage-key.ts';

export interface PlantHoneytokenDeps extends CreateKeyDeps {
  readonly placements: Placements;
  readonly operator: string;
}

export type Place = Pick<PlacementItem, 'label' | 'beside' | 'upstream' | 'link'>;

/**
 * Mints a decoy as any key is minted, but for its seal. Its placement is written first: whatever breaks off, there is no decoy
 * whose place nobody knows, and none that works as a key. A placement that stays `pending` is of a decoy that nobody has.
 */
export async function plantHoneytoken(
  deps: PlantHoneytokenDeps,
  sealKey: string,
  request: KeyRequest,
  place: Place,
  id = keyIdOf(deps.random(14)),
): Promise<CreatedKey> {
  planIdOf(deps.plans, request.plan);
  const placement: PlacementItem = {
    tokenId: PLACEMENTS.partition,
    entry: id,
    state: 'pending',
    ...place,
    plantedBy: deps.operator,
    plantedAt: deps.now().toISOString(),
  };
  await deps.placements.add(placement);
  const sealed = { ...deps, sealOf: (of: string) => decoySeal(sealKey, of) };
  const created = await createKey(sealed, request, id).catch(async (error: unknown) => {
    // A record that may be there needs its placement.
    const unwritten = error instanceof OperatorFault && error.code === 'key.unwritten';
    if (!unwritten) await deps.placements.discard(placement).catch(() => undefined);
    throw unwritten ? leftBehind(error, id) : error;
  });
  if (await deps.placements.change(placement, { state: 'planted' })) return created;
  throw new OperatorFault(
    'honeytoken.changed',
    `somebody else changed ${id} while it was planted`,
    `look at it with \`honeytokens show ${id}\`, and plant another`,
  );
}

const leftBehind = (cause: OperatorFault, id: string): OperatorFault =>
  new OperatorFault(
    cause.code,
    cause.message,
    `take it away with \`honeytokens remove ${id}\`, and plant another: nobody has this one`,
    { cause },
  );
