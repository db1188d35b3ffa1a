import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { ActionLog } from './operator-ports.ts';
import type { Clock } from './ports.ts';
import type { TokenDesk } from './token-ports.ts';

export interface RevokeTokenDeps {
  readonly tokens: Pick<TokenDesk, 'find' | 'revoke'>;
  readonly actions: ActionLog;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Revokes a token for good, and resolves when no authorizer remembers it alive. True if it lived until then. Every token
 * that descends from it dies with it.
 */
export async function revokeToken(deps: RevokeTokenDeps, id: string): Promise<boolean> {
  const item = await deps.tokens.find(id);
  if (item === undefined)
    throw new OperatorFault(
      'input.refused',
      `there is no token ${id}`,
      'look it up with `tokens list KEY`; one that is over needs no revocation',
    );
  const facts = { action: 'tokens.revoke', subject: id, before: { keyId: item.keyId, client: item.client } };
  const changed = await deps.actions.during(facts, async () => {
    const result = await deps.tokens.revoke(id, deps.now());
    return { result, after: { state: 'revoked' } };
  });
  if (changed) await deps.pause(KEY_MEMORY_MS);
  return changed;
}
