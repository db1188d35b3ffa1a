import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { median, spread } from '../../bench/statistics.ts';
import { compareRounds } from '../../bench/suites/compare-rounds.ts';

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

test('as many samples lie at or below the median as at or above it', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const middle = median(values);
      const below = values.filter((value) => value <= middle).length;
      const above = values.filter((value) => value >= middle).length;
      return below * 2 >= values.length && above * 2 >= values.length;
    }),
  );
});

test('one sample out of line does not move the median of five beyond its neighbours', () => {
  expect(median([10, 11, 12, 13, 9_000])).toBe(12);
});

test('there is no median without samples', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('a spread names the smallest and the largest sample', () => {
  expect(spread([3, 1, 2], 1)).toBe('1.0–3.0');
});

test('a machine that is slow for a whole round changes no ratio', () => {
  const { measures } = compareRounds({ base: [100, 900], subject: [200, 1_800] }, 'base');
  expect(measures).toEqual({ 'base / base': 1, 'subject / base': 2 });
});
