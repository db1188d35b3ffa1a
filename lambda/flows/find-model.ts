import type { KeyItem } from '../../contract/tables.ts';
import { isModel } from '../domain/imitated-request.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { isDecoy } from '../domain/seal.ts';
import { findKey } from './find-key.ts';
import type { KeyRegistry, Random } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface FindModelDeps {
  readonly registry: KeyRegistry;
  readonly random: Random;
  readonly now: Clock;
}

/** Records that are looked at before one of them is chosen. */
const CANDIDATES_MAX = 1_000;

/** The real key that a decoy is to lie beside, or any of the table; `undefined` where there is none to imitate. */
export async function findModel(
  deps: FindModelDeps,
  sealKey: string,
  beside: string | undefined,
): Promise<KeyItem | undefined> {
  if (beside !== undefined) return findNeighbour(deps, sealKey, beside);
  const candidates: KeyItem[] = [];
  for await (const item of deps.registry.all()) {
    if (isModel(item, deps.now()) && !isDecoy(item, sealKey)) candidates.push(item);
    if (candidates.length === CANDIDATES_MAX) break;
  }
  return candidates[Buffer.from(deps.random(6)).readUIntBE(0, 6) % Math.max(1, candidates.length)];
}

async function findNeighbour({ registry }: FindModelDeps, sealKey: string, id: string): Promise<KeyItem> {
  const item = await findKey(registry, id);
  if (isDecoy(item, sealKey))
    throw new OperatorFault(
      'key.unfit',
      `${id} is a honeytoken itself`,
      'name the real key that lies in the same place, or leave --beside out',
    );
  if (item.state !== 'revoked') return item;
  throw new OperatorFault(
    'key.unfit',
    `${id} is revoked: there is nothing left to guard`,
    'name a key that works, or leave --beside out',
  );
}
