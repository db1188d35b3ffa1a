import type { z } from 'zod';
import type { Rotation } from '../resolved.ts';
import type { ROTATION } from './rotation.ts';
import type { RotationInput } from './rotation-input.ts';

/** Where the config says nothing. */
export const EVERY_DAYS = 90;
const WINDOW_HOURS = 3;

/** The schedule with its defaults; what a driver needs stays as it was given. */
export function resolveRotation(
  given: z.output<typeof ROTATION> | undefined,
  preset: RotationInput | undefined,
): Rotation {
  const {
    everyDays,
    cron,
    windowHours = WINDOW_HOURS,
    probe = preset?.probe,
    probeHeaders = preset?.probeHeaders,
    ...driver
  } = given ?? {
    driver: 'manual' as const,
  };
  return {
    ...driver,
    ...(cron === undefined ? { everyDays: everyDays ?? EVERY_DAYS } : { cron }),
    windowHours,
    ...(probe === undefined ? {} : { probe }),
    ...(probeHeaders === undefined ? {} : { probeHeaders }),
  };
}
