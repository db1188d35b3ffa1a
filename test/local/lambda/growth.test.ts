import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Growth } from '../../../local/lambda/growth.ts';
import { StartPermits } from '../../../local/lambda/start-permits.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

interface Machine {
  readonly busy?: boolean;
  readonly loopBusy?: boolean;
  readonly computing?: boolean;
}

function functionWith(line: { length: number; heldMs: number; waitedMs: number }, machine: Machine = {}) {
  const { busy = false, loopBusy = false, computing = false } = machine;
  const loading: (() => void)[] = [];
  const settings = {
    line: line as never,
    permits: new StartPermits(),
    cores: { busy, loopBusy } as never,
    computing: () => computing,
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
  ['nobody has a turn', 30, 30, {}, 1],
  ['the line moves, but too slowly', 5, 150, {}, 1],
  ['the line moves slowly because the cores are taken', 5, 5_000, { busy: true }, 0],
  ['the cores are taken by others than those that are waited for', 150, 150, { busy: true }, 1],
  ['those that are waited for wait for the cores themselves', 900, 900, { busy: true, computing: true }, 0],
  ['everybody waits for this process', 900, 5_000, { loopBusy: true }, 0],
  [
    'nobody has had a turn for so long that it is worth a try',
    1_000,
    1_000,
    { busy: true, computing: true, loopBusy: true },
    1,
  ],
])('%s: nobody for %i ms, the first one for %i', (_, heldMs, waitedMs, machine, started) => {
  const { growth, loading } = functionWith({ length: 1, heldMs, waitedMs }, machine);
  growth.look();
  expect(loading).toHaveLength(started);
});

test('where a start takes long, it is worth a longer wait', () => {
  const line = { length: 1, heldMs: 50, waitedMs: 50 };
  const { growth, loading, settings } = functionWith(line);
  settings.permits.ask((loaded) => {
    jest.advanceTimersByTime(800);
    loaded();
  });
  growth.look();
  expect(loading).toHaveLength(0);
  Object.assign(line, { heldMs: 81, waitedMs: 81 });
  growth.look();
  expect(loading).toHaveLength(1);
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
