import { type CronField, cronNumber, cronValues } from './cron-field.ts';

/** Whether a day, given as UTC midnight, is one of a cron expression's days. */
export type DayTest = (day: Date) => boolean;

const DAY_OF_MONTH: CronField = { min: 1, max: 31 };
const DAY_OF_WEEK: CronField = {
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

const lastOfMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** Exactly one of the two must be `?`; undefined if they are not of this form. */
export function cronDays(ofMonth: string, ofWeek: string): DayTest | undefined {
  if ((ofMonth === '?') === (ofWeek === '?')) return undefined;
  return ofWeek === '?' ? daysOfMonth(ofMonth) : daysOfWeek(ofWeek);
}

function daysOfMonth(text: string): DayTest | undefined {
  if (text === 'L') return (day) => day.getUTCDate() === lastOfMonth(day);
  const back = /^L-(\d+)$/.exec(text)?.[1];
  if (back !== undefined) return (day) => day.getUTCDate() === lastOfMonth(day) - Number(back);
  if (text === 'LW') return (day) => day.getUTCDate() === weekdayNear(day, lastOfMonth(day));
  const near = cronNumber(text.replace(/W$/, ''), DAY_OF_MONTH);
  if (text.endsWith('W'))
    return near === undefined ? undefined : (day) => day.getUTCDate() === weekdayNear(day, near);
  const values = cronValues(text, DAY_OF_MONTH);
  return values && ((day) => values.has(day.getUTCDate()));
}

function daysOfWeek(text: string): DayTest | undefined {
  const dayOf = (day: Date): number => day.getUTCDay() + 1;
  if (text === 'L') return (day) => dayOf(day) === 7;
  if (text.endsWith('L')) {
    const last = cronNumber(text.slice(0, -1), DAY_OF_WEEK);
    if (last === undefined) return undefined;
    return (day) => dayOf(day) === last && day.getUTCDate() > lastOfMonth(day) - 7;
  }
  const [of = '', nth] = text.split('#');
  if (nth !== undefined) {
    const wanted = cronNumber(of, DAY_OF_WEEK);
    if (wanted === undefined || !/^[1-5]$/.test(nth)) return undefined;
    return (day) => dayOf(day) === wanted && Math.ceil(day.getUTCDate() / 7) === Number(nth);
  }
  const values = cronValues(text, DAY_OF_WEEK);
  return values && ((day) => values.has(dayOf(day)));
}

/** The weekday nearest to a day of the month, never in another month. */
function weekdayNear(day: Date, date: number): number {
  const last = lastOfMonth(day);
  if (date > last) return Number.NaN;
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date > 1 ? date - 1 : date + 2;
  if (weekday === 0) return date < last ? date + 1 : date - 2;
  return date;
}
