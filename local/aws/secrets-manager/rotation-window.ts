import { parseSchedule } from '../../time/schedule-expression.ts';
import { invalidParameter } from './secret-errors.ts';
import type { Rotation, RotationRules, SecretRecord } from './secret-record.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS_MAX = 1_000;
const RATE = /^rate\((\d+) (hour|day)s?\)$/;
/** Minutes are 0 and years are `*`: windows open on the hour. */
const CRON = /^cron\(0 (\S+) \S+ \S+ \S+ \*\)$/;
const DURATION = /^([1-9]\d?)h$/;

/** When a rotation may happen. It does at the start of the window, where AWS takes any time within it. */
export interface RotationWindow {
  readonly start: number;
  readonly end: number;
}

/** Secrets Manager also writes `/8` for every eight hours. */
const schedule = (expression: string): ReturnType<typeof parseSchedule> =>
  parseSchedule(expression.replace('cron(0 /', 'cron(0 0/'));

const midnight = (moment: number): number => Math.floor(moment / DAY) * DAY;

/**
 * The first window after a rotation, or after the schedule was set, and after `now`; intervals open at midnight UTC
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html).
 */
export function nextWindow(rules: RotationRules, last: number, now: number): RotationWindow | undefined {
  const { start, closes } = opening(rules, last, now);
  if (start === undefined) return undefined;
  const hours = DURATION.exec(rules.Duration ?? '')?.[1];
  if (hours !== undefined) return { start, end: start + Number(hours) * HOUR };
  return { start, end: closes === 'hour' ? start + HOUR : midnight(start) + DAY - 1_000 };
}

interface Opening {
  readonly start: number | undefined;
  readonly closes: 'hour' | 'day';
}

function opening(rules: RotationRules, last: number, now: number): Opening {
  const expression = rules.ScheduleExpression ?? '';
  const [, count, unit] = RATE.exec(expression) ?? [];
  const days = rules.AutomaticallyAfterDays ?? (unit === 'day' ? Number(count) : undefined);
  if (days !== undefined)
    return { start: Math.max(midnight(last) + days * DAY, midnight(now)), closes: 'day' };
  if (count !== undefined) {
    const every = Number(count) * HOUR;
    const from = Math.max(last, now);
    const start = midnight(last);
    return { start: start + (Math.floor((from - start) / every) + 1) * every, closes: 'hour' };
  }
  const hours = CRON.exec(expression)?.[1] ?? '';
  const start = schedule(expression)?.(Math.max(last, now), last);
  return { start, closes: /^\d+$/.test(hours) ? 'day' : 'hour' };
}

/** Throws where Secrets Manager would refuse the rules. */
export function checkRules(rules: RotationRules): void {
  const { AutomaticallyAfterDays: days, ScheduleExpression: expression, Duration: duration } = rules;
  if (days !== undefined && expression !== undefined)
    throw invalidParameter(
      'You can specify either AutomaticallyAfterDays or ScheduleExpression, but not both.',
    );
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= DAYS_MAX))
    throw invalidParameter(`AutomaticallyAfterDays must be a whole number between 1 and ${DAYS_MAX}.`);
  if (expression !== undefined && !readable(expression))
    throw invalidParameter(
      'ScheduleExpression must be rate(… hours), at least 4 of them, rate(… days), or cron(0 hours day month weekday *).',
    );
  if (duration !== undefined && !(DURATION.test(duration) && Number.parseInt(duration, 10) <= 24))
    throw invalidParameter('Duration must be between 1h and 24h.');
}

const SHORTEST_HOURS = 4;

function readable(expression: string): boolean {
  const [, count, unit] = RATE.exec(expression) ?? [];
  if (count !== undefined) return Number(count) >= (unit === 'hour' ? SHORTEST_HOURS : 1);
  return CRON.test(expression) && schedule(expression) !== undefined;
}

/** Sets the next window of a rotation. */
export function planRotation(rotation: Rotation, last: number, now: number): void {
  const window = rotation.rules === undefined ? undefined : nextWindow(rotation.rules, last, now);
  if (window === undefined) {
    delete rotation.nextAt;
    delete rotation.nextUntil;
  } else Object.assign(rotation, { nextAt: window.start, nextUntil: window.end });
}

/** A value that was put by hand counts as a rotation when the next one is planned. */
export function postponeRotation({ rotation }: SecretRecord, now: number): void {
  if (rotation?.enabled === true && rotation.attempt === undefined) planRotation(rotation, now, now);
}
