import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import type { PlacementItem } from '../../contract/placements.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { isDecoy, plainSeal } from '../domain/seal.ts';
import { changedMeanwhile } from './change-lineage.ts';
import type { Placements, SealKeys } from './decoy-ports.ts';
import { dropUsageKey } from './make-usage-key.ts';
import type { ActionLog, KeyRegistry, Random, UsageKeys } from './operator-ports.ts';
import type { Clock } from './ports.ts';
import { readLineage } from './read-lineage.ts';
import { sealKeyOf } from './seal-key.ts';

export interface RemoveHoneytokenDeps {
  readonly registry: KeyRegistry;
  readonly seals: Pick<SealKeys, 'find'>;
  readonly placements: Placements;
  readonly usageKeys: UsageKeys;
  readonly actions: ActionLog;
  readonly operator: string;
  readonly random: Random;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** Somebody who changes the same record over and over is not waited for. */
const TRIES_MAX = 5;

/**
 * Takes a decoy away: its key becomes an ordinary revoked one, whose use trips nothing. Revoked and unsealed are one write, so
 * it never works in between. The audit trail says `keys.revoke`, as of any key. False where it had been removed before.
 */
export async function removeHoneytoken(
  deps: RemoveHoneytokenDeps,
  id: string,
  reason: string,
): Promise<boolean> {
  const placement = await placementOf(deps.placements, id);
  if (placement.state === 'removed') return false;
  const sealKey = await sealKeyOf(deps.seals, `${id} cannot be told from a key`);
  const records = (await recordsOf(deps.registry, id)).filter((record) => isDecoy(record, sealKey));
  if (records.length > 0) await unseal(deps, id, records);
  const removal = { removedBy: deps.operator, removedAt: deps.now().toISOString(), removedBecause: reason };
  if (await deps.placements.change(placement, { state: 'removed', ...removal })) return true;
  throw new OperatorFault(
    'honeytoken.changed',
    `somebody else changed ${id} at the same time, and was first`,
    `look at it with \`honeytokens show ${id}\``,
  );
}

/** Where a decoy was planted; rejects with `honeytoken.unknown` for anything else. */
export async function placementOf(placements: Pick<Placements, 'find'>, id: string): Promise<PlacementItem> {
  const found = await placements.find(id);
  if (found !== undefined) return found;
  throw new OperatorFault(
    'honeytoken.unknown',
    `there is no honeytoken ${id}`,
    'look the id up with `honeytokens list`',
  );
}

/** A planting that broke off may have left no key at all. */
async function recordsOf(registry: KeyRegistry, id: string): Promise<readonly KeyItem[]> {
  return readLineage(registry, id).then(
    ({ current, before }) => [...before, current],
    (error: unknown) => {
      if (error instanceof OperatorFault && error.code === 'key.unknown') return [];
      throw error;
    },
  );
}

async function unseal(deps: RemoveHoneytokenDeps, id: string, records: readonly KeyItem[]): Promise<void> {
  const current = records[records.length - 1];
  const before = current && keyState(current);
  await deps.actions.during({ action: 'keys.revoke', subject: id, before }, async () => {
    const seal = plainSeal(deps.random(32)); // all records of an id bear the same one
    for (const record of records) await unsealOne(deps.registry, record, seal);
    await deps.pause(KEY_MEMORY_MS);
    return {
      result: undefined,
      after: current && keyState({ ...current, state: 'revoked', stateReason: undefined }),
    };
  });
  if (current !== undefined) await dropUsageKey(deps.usageKeys, current);
}

async function unsealOne(registry: KeyRegistry, record: KeyItem, seal: string): Promise<void> {
  let read: KeyItem | undefined = record;
  for (let tries = 0; tries < TRIES_MAX && read !== undefined; tries += 1) {
    if (await registry.change(read, { state: 'revoked', stateReason: undefined, seal })) return;
    read = await registry.find(record.keyHash);
  }
  throw changedMeanwhile(record.id);
}
