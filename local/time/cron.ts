import { cronDays } from './cron-days.ts';
import { type CronField, cronValues } from './cron-field.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const MINUTE: CronField = { min: 0, max: 59 };
const HOUR: CronField = { min: 0, max: 23 };
const MONTH: CronField = { min: 1, max: 12, names: MONTHS };
const YEAR: CronField = { min: 1970, max: 2199 };
const DAY_MS = 86_400_000;

/**
 * The six fields of AWS's cron, in UTC: gives the first moment after another one, undefined when there is none any more.
 * Undefined if the text is no such expression (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html).
 */
export function parseCron(text: string): ((after: number) => number | undefined) | undefined {
  const [minute = '', hour = '', ofMonth = '', month = '', ofWeek = '', year = '', ...rest] = text
    .trim()
    .split(/\s+/);
  const minutes = ascending(cronValues(minute, MINUTE));
  const hours = ascending(cronValues(hour, HOUR));
  const months = cronValues(month, MONTH);
  const years = cronValues(year, YEAR);
  const isDay = cronDays(ofMonth, ofWeek);
  if (!minutes || !hours || !months || !years || !isDay || rest.length > 0) return undefined;
  const lastDay = Date.UTC(Math.max(...years) + 1, 0);
  return (after) => {
    for (let day = Math.floor(after / DAY_MS) * DAY_MS; day < lastDay; day += DAY_MS) {
      const date = new Date(day);
      if (!years.has(date.getUTCFullYear()) || !months.has(date.getUTCMonth() + 1) || !isDay(date)) continue;
      for (const h of hours)
        for (const m of minutes) {
          const moment = day + (h * 60 + m) * 60_000;
          if (moment > after) return moment;
        }
    }
    return undefined;
  };
}

const ascending = (values: ReadonlySet<number> | undefined): readonly number[] | undefined =>
  values && [...values].sort((a, b) => a - b);
