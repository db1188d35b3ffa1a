import { z } from 'zod';
import { fields } from '../schema.ts';
import { CALL_URL, form } from './driver-fields.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

const FUNCTION_ARN = form(
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_-]{1,128})?$/,
  'is not the ARN of a Lambda function',
  `write one such as 'arn:aws:lambda:eu-central-1:123456789012:function:keys'`,
);

/** The user's own endpoint or function. */
export const WEBHOOK = fields({
  driver: z.literal('webhook'),
  target: z.union([fields({ url: CALL_URL }), fields({ functionArn: FUNCTION_ARN })]),
  ...SCHEDULE_FIELDS,
});
