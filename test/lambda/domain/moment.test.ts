import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { momentOf } from '../../../lambda/domain/moment.ts';

const now = new Date('2026-11-23T17:00:00.000Z');

test.each([
  ['24h', '2026-11-22T17:00:00.000Z'],
  ['2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23T16:30Z', '2026-11-23T16:30:00.000Z'],
  ['2026-11-23T16:30:01.5Z', '2026-11-23T16:30:01.500Z'],
])('%s is %s', (text, iso) => {
  expect(momentOf(text, now)?.toISOString()).toBe(iso);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-11-23T16:30',
  '2026-11-23T25:00Z',
  '11/23/2026',
])('%j is no moment', (text) => {
  expect(momentOf(text, now)).toBeUndefined();
});

test('a moment is a valid date or nothing, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/)),
      (text) => {
        expect(momentOf(text, now)?.getTime()).not.toBeNaN();
      },
    ),
  );
});

test('every time that the audit trail shows can be typed back', () => {
  const times = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(times, (date) => {
      expect(momentOf(date.toISOString(), now)).toEqual(date);
    }),
  );
});
