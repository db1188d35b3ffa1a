/** Leap days come at most eight years apart; from any year these hold every constellation of them that is near. */
const [FIRST_YEAR, YEARS] = [2024, 13];
const DAY_MS = 86_400_000;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The most days between two runs of a cron of AWS's six fields
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html). Days that are counted from the end of a
 * month, or by their place in it (`L`, `W`, `#`), may be any of the month. `undefined`: it never runs, or that cannot be said.
 */
export function cronDaysMax(cron: string): number | undefined {
  const [, , monthDay = '', month = '', weekday = ''] = cron.toUpperCase().split(' ');
  if (weekday.includes('#5')) return undefined; // not every month has a fifth one
  const inMonth = matcher(month, 12, MONTHS);
  const vague = /[LW#]/.test(`${monthDay} ${weekday.replace(/[A-Z]{3}/g, '')}`);
  const onMonthDay = matcher(vague ? '*' : monthDay, 31, []);
  const onWeekday = matcher(vague ? '*' : weekday, 7, WEEKDAYS);
  const end = Date.UTC(FIRST_YEAR + YEARS, 0, 1);
  let [last, most]: [number | undefined, number] = [undefined, 0];
  for (let at = Date.UTC(FIRST_YEAR, 0, 1); at < end; at += DAY_MS) {
    const day = new Date(at);
    const runs =
      inMonth(day.getUTCMonth() + 1) && onMonthDay(day.getUTCDate()) && onWeekday(day.getUTCDay() + 1);
    // Of a month of which any day may be meant, from its first in one to its last in the next.
    const first = vague && day.getUTCDate() === 1;
    if (!runs || (vague && !first)) continue;
    const until = vague ? Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0) : at;
    if (last !== undefined) most = Math.max(most, (until - last) / DAY_MS);
    last = at;
  }
  return most === 0 ? undefined : most;
}

/** Whether a number is meant by a field; anything that is not understood means none. */
function matcher(field: string, max: number, names: readonly string[]): (value: number) => boolean {
  const numberOf = (text: string): number => {
    const place = names.indexOf(text);
    return place === -1 ? Number(text) : place + 1;
  };
  const meant = field.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range === '*' || range === '?' ? ['1', String(max)] : range.split('-');
    const low = numberOf(from);
    return {
      low,
      high: to === undefined ? (step === undefined ? low : max) : numberOf(to),
      step: Number(step ?? 1),
    };
  });
  return (value) =>
    meant.some(({ low, high, step }) => value >= low && value <= high && (value - low) % step === 0);
}
