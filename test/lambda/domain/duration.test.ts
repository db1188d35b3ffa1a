import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { durationMs } from '../../../lambda/domain/duration.ts';

test.each([
  ['30s', 30_000],
  ['5m', 300_000],
  ['24h', 86_400_000],
  ['90d', 7_776_000_000],
  ['3650d', 315_360_000_000],
])('%s is %d milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '0s', '05m', '-1h', '1.5h', '1e3s', '90', 'd', '1w', ' 1h', '1h ', '1h1m', '3651d', '１h'])(
  '%j is no duration',
  (text) => {
    expect(durationMs(text)).toBeUndefined();
  },
);

test('whatever is typed, a duration is a positive whole number of at most ten years, or nothing', () => {
  const written = fc.tuple(fc.nat(), fc.constantFrom(...'smhdw')).map(([n, unit]) => `${n}${unit}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), written), (text) => {
      const ms = durationMs(text);
      if (ms === undefined) return;
      expect(Number.isSafeInteger(ms)).toBe(true);
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThanOrEqual(3_650 * 86_400_000);
    }),
  );
});
