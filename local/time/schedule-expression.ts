import { parseCron } from './cron.ts';

/** When a schedule is due: the first moment after another one, for a schedule that began at `start`; undefined when it is over. */
export type Schedule = (after: number, start: number) => number | undefined;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const CRON = /^cron\((.*)\)$/;
const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/;

/**
 * `rate(…)`, `cron(…)` and `at(…)`, all in UTC; undefined if the text is none of them
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, count, unit = '', plural] = RATE.exec(text) ?? [];
  if (count !== undefined) {
    const every = Number(count) * (UNIT_MS[unit] ?? 0);
    if (every === 0 || (Number(count) === 1) !== (plural === '')) return undefined;
    return (after, start) =>
      after < start ? start + every : start + (Math.floor((after - start) / every) + 1) * every;
  }
  const cron = CRON.exec(text)?.[1];
  if (cron !== undefined) return parseCron(cron);
  const at = AT.exec(text)?.[1];
  if (at === undefined) return undefined;
  const moment = Date.parse(`${at}Z`);
  return Number.isNaN(moment) ? undefined : (after) => (moment > after ? moment : undefined);
}
