import { z } from 'zod';
import { complain } from '../complaint.ts';
import { hostReach } from '../host-reach.ts';
import { fields, textBy } from '../schema.ts';
import { apiUrl, form, GOOGLE_PROJECT, SERVICE_ACCOUNT } from './driver-fields.ts';
import { FEDERATION } from './federation.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

const SERVICE = form(
  /^[a-z0-9-]+\.googleapis\.com$/,
  'is not the name of a Google service',
  `write one such as 'generativelanguage.googleapis.com'`,
);

/** Google takes single addresses and ranges. */
const readAddress = (text: string) =>
  /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(text) && hostReach(text.replace(/\/\d+$/, '')) === 'public'
    ? text
    : complain('is not a public address or range', `write one such as '198.51.100.7'`);

/** Google's API Keys API. A key that may call everything is not made: `apiTargets` has no default. */
export const GOOGLE_API_KEYS = fields({
  driver: z.literal('google-api-keys'),
  project: GOOGLE_PROJECT,
  federation: FEDERATION,
  apiTargets: z.array(SERVICE).min(1),
  allowedIps: z.array(textBy(readAddress)).default([]),
  boundServiceAccount: SERVICE_ACCOUNT.optional(),
  apiUrl: apiUrl('https://apikeys.googleapis.com'),
  ...SCHEDULE_FIELDS,
});
