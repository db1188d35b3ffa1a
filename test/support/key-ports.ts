import { createHash } from 'node:crypto';
import { FakeClock } from './fake-clock.ts';
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
  return {
    faults,
    clock,
    registry: new FakeKeyRegistry(faults),
    usageKeys: new FakeUsageKeys(faults),
    random: countingRandom(),
    now: clock.now,
    pause: async (ms: number) => clock.advance(ms),
    stage: 'local',
    plans: { basic: 'plan-basic', pro: 'plan-pro' },
  };
}
