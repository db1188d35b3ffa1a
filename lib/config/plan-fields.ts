import { z } from 'zod';
import { fields, whole } from './schema.ts';

/**
 * API Gateway takes what fits an integer; what it then grants is also bound by the account, by default 10,000 requests a
 * second and a burst of 5,000 (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 */
const COUNT_MAX = 2_147_483_647;

/** Every field of a usage plan. */
export const PLAN_FIELDS = {
  rate: whole(1, COUNT_MAX),
  burst: whole(1, COUNT_MAX),
  quota: fields({ limit: whole(1, COUNT_MAX), per: z.enum(['day', 'week', 'month']) }).optional(),
};

export const PLAN = fields(PLAN_FIELDS);
