import { z } from 'zod';
import { fields } from '../schema.ts';
import { GOOGLE_PROJECT } from './driver-fields.ts';
import { FEDERATION } from './federation.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

/** No key: the proxy gets access tokens itself. The schedule of a resolved config is accepted, and nothing runs by it. */
export const GOOGLE_WIF = fields({
  driver: z.literal('google-wif'),
  federation: FEDERATION,
  userProject: GOOGLE_PROJECT.optional(),
  ...SCHEDULE_FIELDS,
});
