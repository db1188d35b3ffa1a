import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PERIODS } from '../../../contract/quota.ts';
import { counterName, quotaPeriod } from '../../../lambda/domain/quota-period.ts';

const at = (iso: string): Date => new Date(iso);
const PACIFIC = 'America/Los_Angeles';

test('the YouTube day begins at midnight Pacific, in winter and in summer', () => {
  expect(quotaPeriod('day', PACIFIC, at('2026-01-15T07:59:59.999Z'))).toMatchObject({
    name: '2026-01-14',
    endsAt: at('2026-01-15T08:00:00Z'),
  });
  expect(quotaPeriod('day', PACIFIC, at('2026-07-15T06:59:59.999Z'))).toMatchObject({
    name: '2026-07-14',
    endsAt: at('2026-07-15T07:00:00Z'),
  });
});

test('a day on which the clocks change is one day, of 23 or 25 hours', () => {
  expect(quotaPeriod('day', PACIFIC, at('2026-03-08T08:00:00Z')).endsAt).toEqual(at('2026-03-09T07:00:00Z'));
  expect(quotaPeriod('day', PACIFIC, at('2026-11-01T07:00:00Z')).endsAt).toEqual(at('2026-11-02T08:00:00Z'));
});

test('a day without a midnight begins with its first instant', () => {
  // Santiago's clocks go from 23:59:59 on the 5th of September 2026 to 01:00:00 on the 6th.
  const before = quotaPeriod('day', 'America/Santiago', at('2026-09-06T03:30:00Z'));
  expect(before).toMatchObject({ name: '2026-09-05', endsAt: at('2026-09-06T04:00:00Z') });
});

test('minutes, hours and months end where they should', () => {
  const now = at('2028-02-29T23:59:30Z');
  expect(quotaPeriod('minute', 'UTC', now)).toMatchObject({
    name: '2028-02-29T23:59',
    endsAt: at('2028-03-01T00:00:00Z'),
  });
  expect(quotaPeriod('hour', 'UTC', now).name).toBe('2028-02-29T23');
  expect(quotaPeriod('month', 'UTC', now)).toMatchObject({
    name: '2028-02',
    endsAt: at('2028-03-01T00:00:00Z'),
  });
});

test('whatever the time and the zone: now lies in its period, and the next period begins where it ends', () => {
  const zones = fc.constantFrom('UTC', PACIFIC, 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago');
  const moments = fc.date({
    min: at('2020-01-01T00:00:00Z'),
    max: at('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.constantFrom(...PERIODS), zones, moments, (per, zone, now) => {
      const { name, endsAt } = quotaPeriod(per, zone, now);
      expect(endsAt.getTime()).toBeGreaterThan(now.getTime());
      expect(quotaPeriod(per, zone, new Date(endsAt.getTime() - 1)).name).toBe(name);
      const next = quotaPeriod(per, zone, endsAt).name;
      // An hour that a change of the clocks repeats has the name of the one before; it is counted with it.
      if (per === 'day' || per === 'month') expect(next > name).toBe(true);
      else expect(next).not.toBe(name);
    }),
    { numRuns: 300 },
  );
});

test('a counter is a caller’s, or everybody’s on a pooled plan, for one upstream and one period', () => {
  const caller = { keyId: 'key_1', plan: 'pro' };
  expect(counterName({ pooled: false }, caller, 'gemini', { name: '2026-11' })).toBe('key_1#gemini#2026-11');
  expect(counterName({ pooled: true }, caller, 'gemini', { name: '2026-11' })).toBe(
    'plan:pro#gemini#2026-11',
  );
});

test('a period begins and ends on the clock of its zone, to the instant, whatever was asked before', () => {
  // In this order: what is remembered of a later moment must not answer for an earlier one.
  for (const [per, zone, moment, name, endsAt] of [
    ['minute', 'UTC', '2026-11-23T17:05:59.999Z', '2026-11-23T17:05', '2026-11-23T17:06:00.000Z'],
    ['minute', 'UTC', '2026-11-23T17:06:00.000Z', '2026-11-23T17:06', '2026-11-23T17:07:00.000Z'],
    ['minute', 'UTC', '2026-11-23T17:04:00.000Z', '2026-11-23T17:04', '2026-11-23T17:05:00.000Z'],
    ['hour', 'Asia/Kathmandu', '2026-11-23T17:10:00.000Z', '2026-11-23T22', '2026-11-23T17:15:00.000Z'],
    ['hour', 'UTC', '2026-11-23T17:10:00.000Z', '2026-11-23T17', '2026-11-23T18:00:00.000Z'],
    ['day', PACIFIC, '2026-11-23T07:59:59.999Z', '2026-11-22', '2026-11-23T08:00:00.000Z'],
    ['day', PACIFIC, '2026-11-23T08:00:00.000Z', '2026-11-23', '2026-11-24T08:00:00.000Z'],
    ['month', 'UTC', '2026-12-31T23:59:59.999Z', '2026-12', '2027-01-01T00:00:00.000Z'],
  ] as const) {
    const period = quotaPeriod(per, zone, at(moment));
    expect([moment, period.name, period.endsAt]).toEqual([moment, name, at(endsAt)]);
  }
});
