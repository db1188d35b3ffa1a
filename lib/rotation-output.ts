import type { RotationOutput } from '../contract/outputs.ts';
import { keyDaysMax, type Rotation } from './config.ts';

/** Drivers for which Secrets Manager begins no rotation: an operator does, or there is no key. */
const UNSCHEDULED = new Set<Rotation['driver']>(['manual', 'google-wif']);

/** Drivers that need a credential of their own at the provider. */
const ADMINISTERED = new Set<Rotation['driver']>(['openai-admin', 'two-keys', 'webhook']);

/** Whether an operator has to hand over a credential before keys can be made. */
export const isAdministered = ({ driver }: Rotation): boolean => ADMINISTERED.has(driver);

/** What Secrets Manager begins a rotation by, if it does. */
export function scheduleOf({ driver, everyDays, cron }: Rotation): RotationOutput['schedule'] {
  if (UNSCHEDULED.has(driver)) return undefined;
  if (cron !== undefined) return { cron };
  if (everyDays === undefined) throw new Error('a resolved rotation has no schedule');
  return { everyDays };
}

/** How an upstream's key is replaced, as whoever operates the stage needs to know it. */
export function rotationOutput(
  rotation: Rotation,
  made: Pick<RotationOutput, 'functionName' | 'adminSecretArn'>,
): RotationOutput {
  const schedule = scheduleOf(rotation);
  const daysMax = keyDaysMax(rotation);
  return {
    driver: rotation.driver,
    ...(schedule && { schedule }),
    windowHours: rotation.windowHours,
    ...(daysMax === undefined ? {} : { keyDaysMax: daysMax }),
    ...made,
  };
}
