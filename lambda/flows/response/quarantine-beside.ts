import { EVENT_VERSION } from '../../../contract/events.ts';
import type { ResponsePolicy } from '../../../contract/response-policy.ts';
import type { QuarantineOutcome } from '../../domain/response/answer-words.ts';
import { drillWord } from '../../domain/response/drill-word.ts';
import type { Planted } from '../../domain/response/page-text.ts';
import { RESPONDER } from '../../domain/response/responder.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import { tripEventId } from '../../domain/trip-window.ts';
import type { Clock, EventBus, Metrics } from '../ports.ts';
import type { SetKeyStateDeps } from '../set-key-state.ts';
import { quarantineKey } from './quarantine-key.ts';

export interface QuarantineBesideDeps extends SetKeyStateDeps {
  readonly policy: ResponsePolicy;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
  readonly logFailure: (action: string, error: unknown) => void;
}

/** Denies the key that a honeytoken was planted beside: whoever read the one has read the other. */
export async function quarantineBeside(
  deps: QuarantineBesideDeps,
  { tokenId, source, window }: TripFacts,
  planted: Planted | undefined,
): Promise<QuarantineOutcome> {
  const keyId = planted?.beside;
  if (keyId === undefined) return { kind: 'alone' };
  const mode = deps.policy.quarantineBeside;
  if (mode !== 'enforce') return { kind: mode === 'off' ? 'off' : 'reported', keyId };
  const reason = `${drillWord(planted)}the honeytoken ${tokenId} beside it was used`;
  const set = await quarantineKey(deps, keyId, reason);
  if (set === undefined) return { kind: 'gone', keyId };
  if (set.changed) deps.metrics.count('KeyQuarantined');
  // Told whether or not it changed: whoever changed it may have died before telling.
  const eventId = `${tripEventId(tokenId, window, source)}/quarantined`;
  const head = { version: EVENT_VERSION, stage: deps.stage, eventId, at: deps.now().toISOString() };
  const detail = { ...head, keyId, client: set.record.client, reason, by: RESPONDER };
  return deps.events.publish('key.quarantined', detail).then(
    () => ({ kind: 'quarantined', keyId }),
    (error: unknown) => {
      deps.logFailure('key.quarantined', error);
      return { kind: 'quarantined', keyId, untold: true };
    },
  );
}
