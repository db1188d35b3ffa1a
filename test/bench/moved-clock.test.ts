import { afterEach, expect, test } from '@jest/globals';
import { MovedClock } from '../../bench/processes/moved-clock.ts';

const RealDate = Date;
afterEach(() => {
  globalThis.Date = RealDate;
});

test('time moves by exactly what it is told, in every way of reading it', () => {
  const clock = new MovedClock();
  clock.install();
  const before = Date.now();
  clock.advance(61_000);
  expect(Date.now() - before).toBe(61_000);
  expect(new Date().toISOString()).toBe(new RealDate(before + 61_000).toISOString());
});

test('a date that is named stays what it is', () => {
  new MovedClock().install();
  expect(new Date('2026-11-23T17:04:05.678Z').toISOString()).toBe('2026-11-23T17:04:05.678Z');
  expect(Date.UTC(2026, 0, 1)).toBe(RealDate.UTC(2026, 0, 1));
});
