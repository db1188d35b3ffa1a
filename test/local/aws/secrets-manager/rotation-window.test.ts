import { expect, test } from '@jest/globals';
import { nextWindow } from '../../../../local/aws/secrets-manager/rotation-window.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 19);

const last = at('2026-11-23T09:30:00');
const now = at('2026-11-23T12:00:00');

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
test.each([
  [{ AutomaticallyAfterDays: 1 }, '2026-11-24T00:00:00', '2026-11-24T23:59:59'],
  [{ ScheduleExpression: 'rate(10 days)' }, '2026-12-03T00:00:00', '2026-12-03T23:59:59'],
  [{ ScheduleExpression: 'rate(10 days)', Duration: '3h' }, '2026-12-03T00:00:00', '2026-12-03T03:00:00'],
  [{ ScheduleExpression: 'rate(4 hours)' }, '2026-11-23T16:00:00', '2026-11-23T17:00:00'],
  [{ ScheduleExpression: 'cron(0 8 * * ? *)' }, '2026-11-24T08:00:00', '2026-11-24T23:59:59'],
  [{ ScheduleExpression: 'cron(0 /8 * * ? *)' }, '2026-11-23T16:00:00', '2026-11-23T17:00:00'],
  [
    { ScheduleExpression: 'cron(0 0 ? * SUN#1 *)', Duration: '4h' },
    '2026-12-06T00:00:00',
    '2026-12-06T04:00:00',
  ],
])('the window of %j opens at %s and closes at %s', (rules, start, end) => {
  const window = nextWindow(rules, last, now);
  expect([iso(window?.start ?? 0), iso(window?.end ?? 0)]).toEqual([start, end]);
});

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
test('a day that has passed while nothing ran is made up for today', () => {
  const window = nextWindow({ AutomaticallyAfterDays: 3 }, at('2026-11-01T10:00:00'), now);
  expect(iso(window?.start ?? 0)).toBe('2026-11-23T00:00:00');
});
