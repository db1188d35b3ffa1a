import { EVENT_VERSION } from '../../../contract/events.ts';
import type { ResponsePolicy } from '../../../contract/response-policy.ts';
import type { Planted } from '../../domain/response/page-text.ts';
import type { RerollOutcome } from '../../domain/response/reroll-words.ts';
import { rerollToken } from '../../domain/response/reroll-words.ts';
import { RESPONDER } from '../../domain/response/responder.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import { tripEventId } from '../../domain/trip-window.ts';
import type { Random, Sealer } from '../operator-ports.ts';
import type { Clock, EventBus } from '../ports.ts';
import type { SetKeyStateDeps } from '../set-key-state.ts';
import { rerollSealed } from './reroll-sealed.ts';

export interface RerollBesideDeps extends SetKeyStateDeps {
  readonly policy: ResponsePolicy;
  /** Encrypts for whoever hands new keys out. There where the policy enforces rerolls. */
  readonly sealer?: Sealer;
  readonly events: EventBus;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly logFailure: (action: string, error: unknown) => void;
}

/**
 * Gives the key that a honeytoken was planted beside a new value, and ends the old one at once. Once for each decoy until
 * somebody resets it: whoever goes on using a decoy takes no further key from the client.
 */
export async function rerollBeside(
  deps: RerollBesideDeps,
  { tokenId, source, window }: TripFacts,
  planted: Planted | undefined,
): Promise<RerollOutcome> {
  const keyId = planted?.beside;
  const { sealer, policy, events, stage } = deps;
  if (keyId === undefined || policy.reroll === 'off') return { kind: 'off' };
  if (policy.reroll === 'report' || sealer === undefined) return { kind: 'reported', keyId };
  const token = rerollToken(tokenId, planted?.acknowledgedAt);
  const rerolled = await rerollSealed({ ...deps, sealer }, keyId, token);
  if (rerolled === undefined) return { kind: 'unfit', keyId };
  const eventId = `${tripEventId(tokenId, window, source)}/rerolled`;
  const head = { version: EVENT_VERSION, stage, eventId, at: deps.now().toISOString() };
  const reason = `the honeytoken ${tokenId} beside it was used`;
  const detail = { ...head, keyId, client: rerolled.record.client, reason, by: RESPONDER };
  return events.publish('key.rerolled', detail).then(
    () => ({ kind: 'rerolled', keyId, token }),
    (error: unknown) => {
      deps.logFailure('key.rerolled', error);
      return { kind: 'rerolled', keyId, token, untold: true };
    },
  );
}
