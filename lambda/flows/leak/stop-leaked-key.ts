import { EVENT_VERSION } from '../../../contract/events.ts';
import type { LeakAction } from '../../../contract/leak-intake.ts';
import type { LeakFacts } from '../../domain/leak/leak-facts.ts';
import { type LeakOutcome, leakRerollToken, type NoReroll } from '../../domain/leak/leak-words.ts';
import { RESPONDER } from '../../domain/response/responder.ts';
import type { Random, Sealer } from '../operator-ports.ts';
import type { Clock, EventBus, Metrics } from '../ports.ts';
import { quarantineKey } from '../response/quarantine-key.ts';
import { rerollSealed } from '../response/reroll-sealed.ts';
import type { SetKeyStateDeps } from '../set-key-state.ts';

export interface StopLeakedKeyDeps extends SetKeyStateDeps {
  readonly leakAction: LeakAction;
  /** Absent where the config names nobody for whom a new key could be encrypted. */
  readonly sealer?: Sealer;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly logFailure: (action: string, error: unknown) => void;
}

/** Why a leaked key is denied, in its record; whoever quarantined it for that is known by it. */
export const LEAKED = 'found in public';

/**
 * Does what the policy says about a leaked key that works. One that cannot be rerolled without an operator is quarantined: what it
 * opens must not stay open until somebody comes.
 */
export async function stopLeakedKey(deps: StopLeakedKeyDeps, leak: LeakFacts): Promise<LeakOutcome> {
  if (deps.leakAction === 'report') return { kind: 'reported' };
  if (deps.leakAction === 'quarantine') return quarantined(deps, leak);
  const { sealer } = deps;
  if (sealer === undefined) return quarantined(deps, leak, 'no-recipient');
  const token = leakRerollToken(leak.fingerprint);
  const rerolled = await rerollSealed({ ...deps, sealer }, leak.keyId, token).catch((error: unknown) => {
    deps.logFailure('reroll', error);
    return 'failed' as const;
  });
  if (rerolled === 'failed') return quarantined(deps, leak, 'failed');
  if (rerolled === undefined) return quarantined(deps, leak, 'unfit');
  const untold = await tellOfStop(deps, 'key.rerolled', leak, rerolled.record.client);
  return { kind: 'rerolled', token, ...untold };
}

async function quarantined(
  deps: StopLeakedKeyDeps,
  leak: LeakFacts,
  because?: NoReroll,
): Promise<LeakOutcome> {
  const why = because === undefined ? {} : { because };
  try {
    const set = await quarantineKey(deps, leak.keyId, LEAKED);
    if (set === undefined) return { kind: 'gone' };
    if (set.changed) deps.metrics.count('KeyQuarantined');
    return {
      kind: 'quarantined',
      ...why,
      ...(await tellOfStop(deps, 'key.quarantined', leak, set.record.client)),
    };
  } catch (error) {
    deps.logFailure('quarantine', error);
    return { kind: 'failed', ...why };
  }
}

/** Told whether or not something changed: whoever changed it may have died before telling. */
export async function tellOfStop(
  { events, stage, now, logFailure }: StopLeakedKeyDeps,
  type: 'key.quarantined' | 'key.rerolled',
  { keyId, eventId: cause }: LeakFacts,
  client: string,
): Promise<{ readonly untold?: true }> {
  const head = { version: EVENT_VERSION, stage, eventId: `${cause}/${type}`, at: now().toISOString() };
  try {
    await events.publish(type, { ...head, keyId, client, reason: LEAKED, by: RESPONDER });
    return {};
  } catch (error) {
    logFailure(type, error);
    return { untold: true };
  }
}
