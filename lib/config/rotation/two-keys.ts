import { z } from 'zod';
import { fields } from '../schema.ts';
import { CALL_URL, form, HEADER, NON_EMPTY } from './driver-fields.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

const SLOT_NAME = form(/^[A-Za-z0-9_-]{1,40}$/, 'is not the name of a slot', `write one such as 'key1'`);
const POINTER = form(
  /^(\/([^~/]|~[01])*)+$/,
  'is not a JSON pointer (RFC 6901)',
  `write where the value lies, for example '/key1' or '/keys/0/value'`,
);
const SLOT = fields({ name: SLOT_NAME, valueAt: POINTER });
const CALL = fields({
  method: z.enum(['GET', 'POST']),
  url: CALL_URL,
  body: NON_EMPTY.optional(),
});

const CREDENTIAL = z.discriminatedUnion('as', [
  fields({ as: z.literal('header'), name: HEADER }),
  fields({ as: z.literal('bearer') }),
  fields({ as: z.literal('oauth-client'), tokenUrl: CALL_URL, clientId: NON_EMPTY, scope: NON_EMPTY }),
]);

/** A provider with two slots that can each be made anew. */
export const TWO_KEYS = fields({
  driver: z.literal('two-keys'),
  slots: z.tuple([SLOT, SLOT]),
  credential: CREDENTIAL,
  regenerate: CALL,
  read: CALL,
  ...SCHEDULE_FIELDS,
});
