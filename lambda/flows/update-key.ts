import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { KeyEdit } from '../domain/key-edit.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { changedMeanwhile, changeLineage } from './change-lineage.ts';
import { dropUsageKey, type MakeUsageKeyDeps, makeUsageKey } from './make-usage-key.ts';
import type { KeyChanges } from './operator-ports.ts';
import { readLineage } from './read-lineage.ts';
import type { SetKeyStateDeps } from './set-key-state.ts';

export interface UpdateKeyDeps extends SetKeyStateDeps, MakeUsageKeyDeps {
  readonly pause: (ms: number) => Promise<void>;
}

export interface KeyUpdate {
  readonly edit: KeyEdit;
  /** The version that the operator looked at. Absent: whatever there is. */
  readonly ifVersion?: number;
}

/**
 * Changes what a key may do: every key that goes by the id, one in its grace included. A new plan means a new usage key, so
 * the key is metered without a gap and its quota starts anew; the old usage key goes once no authorizer names it any more.
 */
export async function updateKey(
  deps: UpdateKeyDeps,
  id: string,
  { edit, ifVersion }: KeyUpdate,
): Promise<KeyItem> {
  const lineage = await readLineage(deps.registry, id);
  const { current } = lineage;
  if (current.state === 'revoked' || current.state === 'pending')
    throw new OperatorFault(
      'key.unfit',
      `${id} is ${current.state}, so it is not changed any more`,
      current.state === 'revoked' ? 'make another key' : 'finish its reroll first',
    );
  if (ifVersion !== undefined && ifVersion !== (current.version ?? 0)) throw changedMeanwhile(id);
  return deps.actions.during({ action: 'keys.update', subject: id, before: keyState(current) }, async () => {
    const moves = edit.plan !== undefined && edit.plan !== current.plan;
    const usage = moves
      ? await makeUsageKey(deps, { ...current, plan: edit.plan ?? current.plan })
      : undefined;
    const changes: KeyChanges = { ...edit, ...usage };
    try {
      await changeLineage(deps.registry, lineage, changes);
    } catch (error) {
      const raced = error instanceof OperatorFault && error.code === 'key.changed';
      // Only then is it certain that no record names the new one.
      if (raced && usage !== undefined && !(await names(deps, id, usage.usageKeyId)))
        await dropUsageKey(deps.usageKeys, usage);
      throw error;
    }
    if (moves) {
      await deps.pause(KEY_MEMORY_MS);
      await dropUsageKey(deps.usageKeys, current);
    }
    const after = { ...current, ...changes, version: (current.version ?? 0) + 1 };
    return { result: after, after: keyState(after) };
  });
}

const names = async (deps: UpdateKeyDeps, id: string, usageKeyId: string): Promise<boolean> => {
  const { current, before } = await readLineage(deps.registry, id);
  return [current, ...before].some((record) => record.usageKeyId === usageKeyId);
};
