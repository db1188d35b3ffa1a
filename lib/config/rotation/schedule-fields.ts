import { z } from 'zod';
import { complain } from '../complaint.ts';
import { textBy, whole } from '../schema.ts';

/** Six fields of AWS's cron; windows of Secrets Manager open on the hour, every year. */
const CRON = /^0 \S+ \S+ \S+ \S+ \*$/;

const readCron = (text: string) =>
  CRON.test(text)
    ? text
    : complain(
        `is not "0 hours day month weekday *", in UTC`,
        `write for example cron: '0 8 1 */3 ? *', which is eight o'clock on the first of every third month`,
      );

const readProbe = (text: string) =>
  /^\/[\x21-\x7e]*$/.test(text) && !text.includes('#')
    ? text
    : complain('is not a path with an optional query', `write for example probe: '/models?limit=1'`);

/** What every way of replacing a key has in common. */
export const SCHEDULE_FIELDS = {
  everyDays: whole(1, 999).optional(),
  cron: textBy(readCron).optional(),
  windowHours: whole(1, 24).optional(),
  probe: textBy(readProbe).optional(),
  probeHeaders: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string().regex(/^[\x20-\x7e]+$/)).optional(),
};
