import { z } from 'zod';
import { PERIODS, UNITS } from '../../contract/quota.ts';
import { complain } from './complaint.ts';
import { fields, textBy, whole } from './schema.ts';

/**
 * API Gateway takes what fits an integer; what it then grants is also bound by the account, by default 10,000 requests a
 * second and a burst of 5,000 (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 */
const COUNT_MAX = 2_147_483_647;

/** What DynamoDB and JavaScript both count exactly. */
const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;

const LIMITS = fields(
  Object.fromEntries(UNITS.map((unit) => [unit, whole(1, AMOUNT_MAX).optional()])) as Record<
    (typeof UNITS)[number],
    z.ZodOptional<ReturnType<typeof whole>>
  >,
).refine((limits) => Object.values(limits).some((limit) => limit !== undefined), {
  message: `limits nothing\nname at least one of ${UNITS.join(', ')}`,
});

const ZONE = textBy((text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return complain('is not a time zone', `write one of the IANA database, such as 'Europe/Berlin'`);
  }
});

const HARD_QUOTA = fields({ per: z.enum(PERIODS), zone: ZONE.optional(), limits: LIMITS });

/** Every field of a usage plan. */
export const PLAN_FIELDS = {
  rate: whole(1, COUNT_MAX),
  burst: whole(1, COUNT_MAX),
  quota: fields({ limit: whole(1, COUNT_MAX), per: z.enum(['day', 'week', 'month']) }).optional(),
  hardQuotas: z.record(z.string(), HARD_QUOTA).optional(),
  pool: z.boolean().optional(),
};

export const PLAN = fields(PLAN_FIELDS);
