import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { CoreWatch } from '../../../local/lambda/core-watch.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Cores and a thread of which this share is idle. */
function machine() {
  const times = { idle: 0, active: 0 };
  return {
    spent: () => ({ cores: { ...times }, loop: { ...times } }),
    pass: (ms: number, idleShare: number): void => {
      times.idle += ms * idleShare;
      times.active += ms * (1 - idleShare);
      jest.advanceTimersByTime(ms);
    },
  };
}
const both = (watch: CoreWatch) => [watch.busy, watch.loopBusy];

test.each([
  ['idle cores are not taken', 0.9, false],
  ['a little is left over of cores that are', 0.1, true],
])('%s', (_, idleShare, taken) => {
  const { spent, pass } = machine();
  const watch = new CoreWatch(spent);
  expect(watch.busy).toBe(true);
  pass(50, idleShare);
  expect(both(watch)).toEqual([taken, taken]);
});

test('what a rest was like is not said of what comes after it', () => {
  const { spent, pass } = machine();
  const watch = new CoreWatch(spent);
  pass(50, 0.5);
  expect(both(watch)).toEqual([true, true]);
  pass(50, 0.5);
  expect(both(watch)).toEqual([false, false]);
  pass(10_000, 1);
  expect(both(watch)).toEqual([true, true]);
  pass(50, 0);
  expect(both(watch)).toEqual([true, true]);
  pass(50, 0.5);
  expect(both(watch)).toEqual([false, false]);
});

test('it is not asked more often than it can tell', () => {
  const { spent, pass } = machine();
  const asked = jest.fn(spent);
  const watch = new CoreWatch(asked);
  pass(50, 0.5);
  for (let n = 0; n < 100; n += 1) both(watch);
  expect(asked).toHaveBeenCalledTimes(2);
});
