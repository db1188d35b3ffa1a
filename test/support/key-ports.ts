import { createHash } from 'node:crypto';
import { actionLog } from '../../lambda/flows/action-log.ts';
import { FakeActionStore } from './fake-action-store.ts';
import { FakeClock } from './fake-clock.ts';
import {
  FakeBlocklist,
  FakeDecoySecrets,
  FakePageBook,
  FakePlacements,
  FakeSealKeys,
  FakeTripBook,
} from './fake-decoys.ts';
import { FakeEventBus } from './fake-event-bus.ts';
import { FakeKeyRegistry, FakeUsageKeys, FaultPlan } from './operator-fakes.ts';

/** Different bytes at every call, the same in every run. */
export function countingRandom(): (byteCount: number) => Uint8Array {
  let calls = 0;
  return (byteCount) => {
    calls += 1;
    return createHash('sha512').update(String(calls)).digest().subarray(0, byteCount);
  };
}

/** Ports of the flows on keys, over fakes that share one plan of faults. */
export function keyPorts() {
  const faults = new FaultPlan();
  const clock = new FakeClock();
  const records = new FakeActionStore();
  const { now } = clock;
  const log = { store: records, operator: 'test', random: countingRandom(), now, auditRetentionDays: 90 };
  return {
    records,
    actions: actionLog(log),
    events: new FakeEventBus(),
    faults,
    clock,
    registry: new FakeKeyRegistry(faults),
    usageKeys: new FakeUsageKeys(faults),
    seals: new FakeSealKeys(faults),
    placements: new FakePlacements(faults),
    trips: new FakeTripBook(),
    pages: new FakePageBook(),
    decoySecrets: new FakeDecoySecrets(faults),
    blocklist: new FakeBlocklist(),
    random: countingRandom(),
    now,
    pause: async (ms: number) => clock.advance(ms),
    stage: 'local',
    operator: 'test',
    plans: { basic: 'plan-basic', pro: 'plan-pro', team: 'plan-team' },
    pools: ['team'],
  };
}
