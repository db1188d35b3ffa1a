const DAY_MS = 86_400_000;

export type QuotaPeriod = 'DAY' | 'WEEK' | 'MONTH';

/** Start of the UTC day of a moment, in Unix milliseconds. */
export const dayOf = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS;

/** Start of the quota's period that holds `now`. Weeks start on Sunday, months on the 1st, all in UTC. */
export function periodStart(period: QuotaPeriod, now: number): number {
  const day = dayOf(now);
  if (period === 'DAY') return day;
  const date = new Date(day);
  if (period === 'WEEK') return day - date.getUTCDay() * DAY_MS;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
