import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import type { KeyState } from '../../contract/tables.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { findKey } from './find-key.ts';
import type { ActionLog, KeyRegistry, UsageKeys } from './operator-ports.ts';

export interface RevokeKeyDeps {
  readonly registry: KeyRegistry;
  readonly usageKeys: UsageKeys;
  readonly actions: ActionLog;
  readonly pause: (ms: number) => Promise<void>;
}

export interface Revocation {
  readonly id: string;
  readonly client: string;
  /** False when the key had been revoked before. */
  readonly changed: boolean;
  /** Why the usage key could not be deleted. The client key is dead all the same. */
  readonly leftover?: OperatorFault;
}

const LIVING: readonly KeyState[] = ['active', 'disabled', 'quarantined'];

/**
 * Revokes a key for good, and resolves when no authorizer remembers it alive: from then on every request is refused. Its
 * usage key goes last, because until then API Gateway may still meter it. Repeating it is fine, and tidies up.
 */
export async function revokeKey(deps: RevokeKeyDeps, id: string): Promise<Revocation> {
  const item = await findKey(deps.registry, id);
  const changed = await deps.actions.during(
    { action: 'keys.revoke', subject: id, before: keyState(item) },
    async () => {
      const result = await deps.registry.setState(item, LIVING, 'revoked');
      return { result, after: keyState({ ...item, state: 'revoked' }) };
    },
  );
  if (changed) await deps.pause(KEY_MEMORY_MS);
  const done = { id, client: item.client, changed };
  try {
    await deps.usageKeys.remove(item.usageKeyId);
    return done;
  } catch (error) {
    if (error instanceof OperatorFault) return { ...done, leftover: error };
    throw error;
  }
}
