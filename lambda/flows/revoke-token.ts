import { EVENT_VERSION } from '../../contract/events.ts';
import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { ActionLog, Random } from './operator-ports.ts';
import type { Clock, EventBus } from './ports.ts';
import type { TokenDesk } from './token-ports.ts';

export interface RevokeTokenDeps {
  readonly tokens: Pick<TokenDesk, 'find' | 'revoke'>;
  readonly actions: ActionLog;
  readonly events: EventBus;
  readonly random: Random;
  readonly stage: string;
  readonly operator: string;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

export interface TokenRevocation {
  /** True if it lived until then. */
  readonly changed: boolean;
  readonly unheard?: true;
}

/**
 * Revokes a token for good, and resolves when no authorizer remembers it alive. Every token
 * that descends from it dies with it. `unheard`: the bus could not be told.
 */
export async function revokeToken(deps: RevokeTokenDeps, id: string): Promise<TokenRevocation> {
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
  if (!changed) return { changed };
  const { stage, operator: by } = deps;
  const head = { version: EVENT_VERSION, stage, eventId: Buffer.from(deps.random(12)).toString('hex') };
  const detail = {
    ...head,
    at: deps.now().toISOString(),
    tokenId: id,
    keyId: item.keyId,
    client: item.client,
    by,
  };
  const heard = await deps.events.publish('token.revoked', detail).then(
    () => true,
    () => false,
  );
  await deps.pause(KEY_MEMORY_MS);
  return heard ? { changed } : { changed, unheard: true };
}
