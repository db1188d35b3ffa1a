import { z } from 'zod';
import { GOOGLE_API_KEYS } from './google-api-keys.ts';
import { GOOGLE_WIF } from './google-wif.ts';
import { MANUAL } from './manual.ts';
import { OPENAI_ADMIN } from './openai-admin.ts';
import { TWO_KEYS } from './two-keys.ts';
import { WEBHOOK } from './webhook.ts';

/** One file per driver beside this one; each has the fields of a schedule and its own. */
const DRIVERS = [MANUAL, GOOGLE_API_KEYS, GOOGLE_WIF, OPENAI_ADMIN, TWO_KEYS, WEBHOOK] as const;

const KNOWN = DRIVERS.map(({ shape }) => shape.driver.value);

/** `rotation` of an upstream. */
export const ROTATION = z.discriminatedUnion('driver', DRIVERS, {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? `is not one of the known words\nuse one of ${KNOWN.join(', ')}`
      : undefined,
});
