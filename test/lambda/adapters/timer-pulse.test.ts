import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { TimerPulse } from '../../../lambda/adapters/timer-pulse.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function beats(afterMs: number): Promise<number> {
  const pulse = new TimerPulse(40);
  const startedAt = Date.now();
  await jest.advanceTimersByTimeAsync(afterMs);
  let beatAt = Number.NaN;
  void pulse.next().then(() => {
    beatAt = Date.now() - startedAt;
  });
  await jest.advanceTimersByTimeAsync(100);
  pulse.stop();
  return beatAt;
}

test.each([
  [0, 40],
  [39, 40],
  [41, 80],
  [79, 80],
  [100, 120],
])('what is ready after %i ms leaves after %i ms', async (afterMs, leavesAt) => {
  expect(await beats(afterMs)).toBe(leavesAt);
});

test('a pulse that was stopped holds nothing', () => {
  new TimerPulse(40).stop();
  expect(jest.getTimerCount()).toBe(0);
});
