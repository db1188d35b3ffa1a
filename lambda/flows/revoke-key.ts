import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { removeUsageKey } from './make-usage-key.ts';
import type { UsageKeys } from './operator-ports.ts';
import { type PublishKeyEventDeps, publishKeyEvent } from './publish-key-event.ts';
import { type KeyStateSet, type SetKeyStateDeps, setKeyState } from './set-key-state.ts';

export interface RevokeKeyDeps extends SetKeyStateDeps, PublishKeyEventDeps {
  readonly usageKeys: UsageKeys;
  readonly pause: (ms: number) => Promise<void>;
}

export interface Revocation {
  readonly id: string;
  readonly client: string;
  /** False when the key had been revoked before. */
  readonly changed: boolean;
  /** Why the usage key could not be deleted. The client key is dead all the same. */
  readonly leftover?: OperatorFault;
  /** The event could not be put on the bus; nobody who listens knows. */
  readonly unheard?: true;
}

/** A revocation is wanted whatever else changes in the record, so it goes on until it is through. */
const TRIES_MAX = 5;

/**
 * Revokes a key for good, and resolves when no authorizer remembers it alive: from then on every request is refused. Its
 * usage key goes last, because until then API Gateway may still meter it. Repeating it is fine, and tidies up.
 */
export async function revokeKey(deps: RevokeKeyDeps, id: string, reason?: string): Promise<Revocation> {
  const { record, changed } = await revokeWhateverChanges(deps, id, reason);
  const { client } = record;
  const heard = !changed || (await publishKeyEvent(deps, 'key.revoked', record, reason ?? ''));
  if (changed) await deps.pause(KEY_MEMORY_MS);
  const done = { id, client, changed, ...(heard ? {} : { unheard: true as const }) };
  try {
    await removeUsageKey(deps.usageKeys, record);
    return done;
  } catch (error) {
    if (error instanceof OperatorFault) return { ...done, leftover: error };
    throw error;
  }
}

async function revokeWhateverChanges(
  deps: RevokeKeyDeps,
  id: string,
  reason: string | undefined,
): Promise<KeyStateSet> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await setKeyState(deps, id, 'revoke', reason);
    } catch (error) {
      const raced = error instanceof OperatorFault && error.code === 'key.changed';
      if (!raced || tries === TRIES_MAX) throw error;
    }
  }
}
