import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Growth } from '../../../local/lambda/growth.ts';
import { StartPermits } from '../../../local/lambda/start-permits.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function functionWith(line: { length: number; heldMs: number; waitedMs: number }, busy = false) {
  const loading: (() => void)[] = [];
  const settings = {
    line: line as never,
    permits: new StartPermits(),
    cores: { busy } as never,
    room: () => 20,
    coming: () => loading.length,
    cold: () => false,
    start: (loaded: () => void) => void loading.push(loaded),
  };
  return { growth: new Growth(settings), loading, settings };
}

test('an event that a busy process will take within moments starts none', () => {
  const { growth, loading } = functionWith({ length: 3, heldMs: 5, waitedMs: 5 });
  growth.look();
  expect(loading).toHaveLength(0);
});

test.each([
  ['nobody has a turn', { heldMs: 30, waitedMs: 30 }, false, 1],
  ['the line moves, but too slowly', { heldMs: 5, waitedMs: 150 }, false, 1],
  ['the line moves slowly because the cores are taken', { heldMs: 5, waitedMs: 5_000 }, true, 0],
  ['nobody has a turn although the cores are taken', { heldMs: 150, waitedMs: 150 }, true, 1],
])('%s', (_, state, busy, started) => {
  const { growth, loading } = functionWith({ length: 1, ...state }, busy);
  growth.look();
  expect(loading).toHaveLength(started);
});

test('it looks again by itself while the line is held', () => {
  const line = { length: 1, heldMs: 1, waitedMs: 1 };
  const { growth, loading } = functionWith(line);
  growth.look();
  Object.assign(line, { heldMs: 21, waitedMs: 21 });
  jest.advanceTimersByTime(25);
  expect(loading).toHaveLength(1);
});

test('no more processes load at once than there are cores for, and each that is loaded lets the next one begin', () => {
  const { growth, loading } = functionWith({ length: 20, heldMs: 1_000, waitedMs: 1_000 });
  growth.look();
  const atOnce = loading.length;
  expect([atOnce < 20, growth.asked]).toEqual([true, true]);
  loading[0]?.();
  expect(loading).toHaveLength(atOnce + 1);
});

test('a process that loads for long does not keep the others waiting', () => {
  const { growth, loading } = functionWith({ length: 20, heldMs: 1_000, waitedMs: 1_000 });
  growth.look();
  const atOnce = loading.length;
  jest.advanceTimersByTime(1_000);
  expect(loading.length).toBeGreaterThan(atOnce);
});

test('a start for which nobody waits any more is let go', () => {
  const line = { length: 20, heldMs: 1_000, waitedMs: 1_000 };
  const { growth, loading } = functionWith(line);
  growth.look();
  const atOnce = loading.length;
  line.length = 0;
  loading[0]?.();
  expect([loading.length, growth.asked]).toEqual([atOnce, false]);
});
