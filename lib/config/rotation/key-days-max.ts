import type { Rotation } from '../resolved.ts';
import { cronDaysMax } from './cron-days-max.ts';
import { EVERY_DAYS } from './resolve-rotation.ts';

/** A schedule's window, and what a rotation that failed within it is repeated for. */
const SLACK_DAYS = 2;

/**
 * How old the current key may become before somebody is told. Where an operator makes the keys, that is when a new one is due;
 * elsewhere it is when the schedule should have replaced it, for a `cron` after the longest time between two of its days.
 */
export function keyDaysMax({ driver, everyDays, cron }: Rotation): number | undefined {
  if (driver === 'google-wif') return undefined;
  if (driver === 'manual') return everyDays ?? EVERY_DAYS;
  const days = cron === undefined ? (everyDays ?? EVERY_DAYS) : cronDaysMax(cron);
  return days === undefined ? undefined : days + SLACK_DAYS;
}
