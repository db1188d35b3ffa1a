import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryRange, hourRange } from '../../../../lambda/domain/chain/entry-range.ts';
import { hoursToSweep, nextWindow, type SealWindow } from '../../../../lambda/domain/chain/next-window.ts';

const START = Date.UTC(2026, 10, 23, 17, 4, 5, 678);
const lag = fc.integer({ min: 1, max: 3_600 });
const passed = fc.integer({ min: 0, max: 30 * 3_600_000 });

/** Every window that is sealed between two moments. */
function windows(from: Date | undefined, now: Date, lagSeconds: number): readonly SealWindow[] {
  const all: SealWindow[] = [];
  for (
    let window = nextWindow(from, now, lagSeconds);
    window !== undefined;
    window = nextWindow(window.to, now, lagSeconds)
  )
    all.push(window);
  return all;
}

test('windows follow one another without a gap, none reaches over an hour, and none comes nearer than the lag', () => {
  fc.assert(
    fc.property(passed, lag, (ms, lagSeconds) => {
      const now = new Date(START + ms);
      const all = windows(new Date(START), now, lagSeconds);
      all.forEach(({ from, to }, n) => {
        expect(from).toEqual(all[n - 1]?.to ?? new Date(START));
        expect(to.getTime()).toBeGreaterThan(from.getTime());
        expect(new Date(to.getTime() - 1).toISOString().slice(0, 13)).toBe(from.toISOString().slice(0, 13));
        expect(now.getTime() - to.getTime()).toBeGreaterThanOrEqual(lagSeconds * 1_000);
      });
      const end = all.at(-1)?.to.getTime() ?? START;
      expect(now.getTime() - end).toBeLessThan(lagSeconds * 1_000 + 1_000 + (all.length === 0 ? ms : 0));
    }),
    { numRuns: 50 },
  );
});

test('a chain begins with an hour', () => {
  expect(windows(undefined, new Date(START), 60)[0]?.from.toISOString()).toBe('2026-11-23T17:00:00.000Z');
});

test('every sort key of a partition, whatever it is, belongs to exactly one window of its hour', () => {
  const all = windows(new Date('2026-11-23T17:00:00.000Z'), new Date('2026-11-23T18:30:00.000Z'), 60)
    .filter(({ from }) => from.toISOString().startsWith('2026-11-23T17'))
    .map((window) => entryRange(window, '05'));
  const inTime = fc
    .integer({ min: 0, max: 3_599_999 })
    .map((ms) => `${new Date(Date.UTC(2026, 10, 23, 17) + ms).toISOString()}#call`);
  const anyText = fc.string({
    minLength: 1,
    unit: fc.integer({ min: 1, max: 0xd7ff }).map((code) => String.fromCharCode(code)),
  });
  fc.assert(
    fc.property(fc.oneof(inTime, anyText), (key) => {
      const own = all.filter(({ from, before }) => key >= from && (before === undefined || key < before));
      expect(own).toHaveLength(1);
    }),
  );
  expect(new Set(all.map(({ hourShard }) => hourShard))).toEqual(new Set(['2026-11-23T17#05']));
});

test('an hour is looked through when it has just ended and a day later, and at no other time', () => {
  const at = (iso: string) =>
    hoursToSweep({ from: new Date(iso), to: new Date(iso) }).map((hour) => hour.toISOString());
  expect(at('2026-11-23T17:00:00.000Z')).toEqual(['2026-11-23T16:00:00.000Z', '2026-11-22T16:00:00.000Z']);
  expect(at('2026-11-23T17:00:01.000Z')).toEqual([]);
});

test('a whole hour is every sort key of its partition', () => {
  expect(hourRange(new Date('2026-11-23T17:00:00.000Z'), '05')).toEqual({
    ...{ hourShard: '2026-11-23T17#05', from: '\u0001' },
  });
});
