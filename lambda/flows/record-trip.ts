import { EVENT_VERSION } from '../../contract/events.ts';
import type { Trip } from '../../contract/honeytokens.ts';
import { sourceRange } from '../domain/source-range.ts';
import type { TripFacts } from '../domain/trip-facts.ts';
import { tripEventId, tripWindow } from '../domain/trip-window.ts';
import type { TripLog } from './honeytoken-ports.ts';
import type { EventBus, Metrics } from './ports.ts';

export interface RecordTripDeps {
  readonly trips: TripLog;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly stage: string;
  /** The use could not be recorded: this line is what is left of it. */
  readonly logTrip: (facts: TripFacts) => void;
}

/**
 * Records a use of a honeytoken and raises its event, the first of each source within a window. Resolves with that once the
 * record is durable, or could not be made; never rejects. The event is not waited for: the record says that it is due until
 * somebody has answered it, so one that is lost is sent again. A drill's use is counted by itself: it raises no alarm.
 */
export async function recordTrip(
  deps: RecordTripDeps,
  tokenId: string,
  trip: Trip,
  drill = false,
): Promise<'first' | 'repeated'> {
  deps.metrics.count(drill ? 'HoneytokenDrilled' : 'HoneytokenTripped');
  const source = sourceRange(trip.ip) ?? trip.ip;
  const facts = { tokenId, trip, source, window: tripWindow(new Date(trip.at)) };
  const outcome = await deps.trips.record(facts).catch(() => {
    deps.metrics.count('TripRecordFailed');
    deps.logTrip(facts);
    return 'first' as const;
  });
  if (outcome === 'first') void publishTrip(deps, facts, drill);
  return outcome;
}

/** Raises the event of a use that is recorded; one that does not leave is counted, and the sweep answers the use. */
export async function publishTrip(
  { events, metrics, stage }: Pick<RecordTripDeps, 'events' | 'metrics' | 'stage'>,
  facts: TripFacts,
  drill = false,
): Promise<void> {
  const { tokenId, window, source, trip } = facts;
  const head = { version: EVENT_VERSION, stage, eventId: tripEventId(tokenId, window, source), at: trip.at };
  const { at: _at, ...used } = trip;
  const detail = { ...used, ...(drill && { drill }) };
  await events
    .publish('honeytoken.tripped', { ...head, tokenId, window, source, ...detail })
    .catch(() => metrics.count('TripEventDelayed'));
}
