import { expect, test } from '@jest/globals';
import { cronDaysMax } from '../../../lib/config/rotation/cron-days-max.ts';

test.each([
  ['0 8 1 */3 ? *', 92],
  ['0 8 1 1/3 ? *', 92],
  ['0 8 1 JAN,APR,JUL,OCT ? *', 92],
  ['0 8 1 * ? *', 31],
  ['0 8,16 * * ? *', 1],
  ['0 4 ? * SUN *', 7],
  ['0 4 ? * MON-FRI *', 3],
  ['0 4 ? * 1 *', 7],
  ['0 4 1,15 * ? *', 17],
  ['0 4 29 2 ? *', 1_461],
  ['0 4 31 12 ? *', 366],
])('%s leaves at most %i days between two runs', (cron, days) => {
  expect(cronDaysMax(cron)).toBe(days);
});

test.each(['0 8 L * ? *', '0 8 ? * 6L *', '0 8 ? * TUE#2 *', '0 8 3W * ? *', '0 8 ? * WED#1 *'])(
  'of %s, which means a day somewhere in each month, no run can be missed within the days given',
  (cron) => {
    expect(cronDaysMax(cron)).toBe(61);
  },
);

test.each(['0 8 30 2 ? *', '0 8 ? * TUE#5 *', '0 8 x * ? *', '', '0 8 1 13 ? *'])(
  'of %j nothing is said',
  (cron) => {
    expect(cronDaysMax(cron)).toBeUndefined();
  },
);
