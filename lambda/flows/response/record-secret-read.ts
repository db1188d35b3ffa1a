import type { TripFacts } from '../../domain/trip-facts.ts';
import type { TripLog } from '../honeytoken-ports.ts';
import type { EventBus, Metrics } from '../ports.ts';
import { publishTrip } from '../record-trip.ts';

export interface RecordSecretReadDeps {
  readonly trips: TripLog;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly stage: string;
}

/**
 * Records the reading of a decoy secret and raises its event, by which it is answered like the use of a key. Rejects where it
 * could not be recorded: whoever told of it tells again, and the same event counts once.
 */
export async function recordSecretRead(deps: RecordSecretReadDeps, facts: TripFacts): Promise<void> {
  const outcome = await deps.trips.record(facts);
  deps.metrics.count('HoneytokenTripped');
  if (outcome === 'first') await publishTrip(deps, facts);
}
