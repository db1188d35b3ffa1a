import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { FakeEventBus } from './fake-event-bus.ts';
import { FakeTripLog, FakeWatch } from './fake-watch.ts';

/** What the authorizer needs besides to notice honeytokens and blocked sources, over fakes. */
export function decoyPorts() {
  const lost: TripFacts[] = [];
  return {
    watch: new FakeWatch(),
    trips: new FakeTripLog(),
    events: new FakeEventBus(),
    logTrip: (facts: TripFacts) => void lost.push(facts),
    lost,
  };
}
