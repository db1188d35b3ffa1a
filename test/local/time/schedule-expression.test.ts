import { expect, test } from '@jest/globals';
import { parseSchedule } from '../../../local/time/schedule-expression.ts';

const at = (text: string): number => Date.parse(`${text}Z`);
const nexts = (expression: string, from: string, count: number): string[] => {
  const schedule = parseSchedule(expression);
  const found: string[] = [];
  let moment: number | undefined = at(from);
  while (found.length < count) {
    moment = schedule?.(moment, at(from));
    if (moment === undefined) break;
    found.push(new Date(moment).toISOString().slice(0, 16));
  }
  return found;
};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test.each([
  ['cron(0 10 * * ? *)', ['2026-11-24T10:00', '2026-11-25T10:00']],
  ['cron(15 12 * * ? *)', ['2026-11-23T12:15', '2026-11-24T12:15']],
  ['cron(0 18 ? * MON-FRI *)', ['2026-11-23T18:00', '2026-11-24T18:00']],
  ['cron(0 8 1 * ? *)', ['2026-12-01T08:00', '2027-01-01T08:00']],
  ['cron(0/15 * * * ? *)', ['2026-11-23T12:15', '2026-11-23T12:30']],
  ['cron(0/5 8-17 ? * MON-FRI *)', ['2026-11-23T12:05', '2026-11-23T12:10']],
  ['cron(0/30 20-2 ? * MON-FRI *)', ['2026-11-23T20:00', '2026-11-23T20:30']],
  ['cron(15 10 ? * 6L 2026-2030)', ['2026-11-27T10:15', '2026-12-25T10:15']],
  ['cron(0 9 L * ? *)', ['2026-11-30T09:00', '2026-12-31T09:00']],
  ['cron(0 9 ? * 3#2 *)', ['2026-12-08T09:00', '2027-01-12T09:00']],
  [
    'cron(0 9 1W * ? *)',
    [
      '2026-12-01T09:00',
      '2027-01-01T09:00',
      '2027-02-01T09:00',
      '2027-03-01T09:00',
      '2027-04-01T09:00',
      '2027-05-03T09:00',
    ],
  ],
  ['cron(0 0 29 FEB ? *)', ['2028-02-29T00:00']],
])('%s is due in UTC at the moments of AWS’s own table', (expression, expected) => {
  expect(nexts(expression, '2026-11-23T12:00', expected.length)).toEqual(expected);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test('a rate begins when its rule begins, not on the hour', () => {
  expect(nexts('rate(1 hour)', '2026-11-23T12:07', 2)).toEqual(['2026-11-23T13:07', '2026-11-23T14:07']);
  expect(nexts('rate(90 days)', '2026-11-23T12:00', 1)).toEqual(['2027-02-21T12:00']);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
test('a one-time schedule is due once', () => {
  expect(nexts('at(2026-12-01T08:00:00)', '2026-11-23T12:00', 3)).toEqual(['2026-12-01T08:00']);
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test.each([
  'rate(1 hours)',
  'rate(5 hour)',
  'rate(0 minutes)',
  'cron(0 10 * * * *)',
  'cron(0 10 ? * ? *)',
  'cron(60 10 * * ? *)',
  'cron(0 10 * * ?)',
  'cron(0 10 ? * 3#1,6#3 *)',
  'every day',
])('%s is refused as a schedule', (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test('a schedule whose years are over is never due', () => {
  expect(nexts('cron(0 10 * * ? 2020)', '2026-11-23T12:00', 1)).toEqual([]);
});
