import { OperatorFault } from '../../domain/operator-fault.ts';
import { RESPONDER } from '../../domain/response/responder.ts';
import type { Random, Sealer } from '../operator-ports.ts';
import type { Clock, EventBus } from '../ports.ts';
import { type Rerolled, rerollKey } from '../reroll-key.ts';
import type { SetKeyStateDeps } from '../set-key-state.ts';

export interface RerollSealedDeps extends SetKeyStateDeps {
  /** Encrypts for whoever hands new keys out. */
  readonly sealer: Sealer;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
}

/** The event is ours to raise, under an id that repeats with its cause; a reroll's own would be a new one each time. */
const NOBODY: EventBus = { publish: async () => undefined };

/**
 * Gives a key a new value that only its recipient can read, and ends the old one at once; once for each token. `undefined` for a
 * key that cannot be rerolled. Of several responders at once, those that come second look again.
 */
export async function rerollSealed(
  deps: RerollSealedDeps,
  keyId: string,
  token: string,
  triesLeft = 4,
): Promise<Rerolled | undefined> {
  try {
    const request = { graceSeconds: 0, endsOnFirstUse: false, token };
    return await rerollKey({ ...deps, events: NOBODY, operator: RESPONDER }, keyId, request);
  } catch (error) {
    const code = error instanceof OperatorFault ? error.code : undefined;
    if (code === 'key.unknown' || code === 'key.unfit') return undefined;
    if (code !== 'key.changed' || triesLeft === 0) throw error;
    return rerollSealed(deps, keyId, token, triesLeft - 1);
  }
}
