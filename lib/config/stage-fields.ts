import { z } from 'zod';
import { TOKEN_LIFE_MAX_SECONDS } from '../../contract/tokens.ts';
import { type Complaint, complain } from './complaint.ts';
import { DECOY_ROUTE } from './decoy-route.ts';
import { DECOY_SECRETS } from './decoy-secrets.ts';
import { DETECTION } from './detection-fields.ts';
import { LEAK_INTAKE } from './leak-intake-fields.ts';
import { RESPONSE } from './response-fields.ts';
import { fields, textBy, whole } from './schema.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const matching = (pattern: RegExp, complaint: Complaint) =>
  textBy((text) => (text.length <= 512 && pattern.test(text) ? text : complaint));

const ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/;
const DNS_NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

const DOMAIN = fields({
  name: matching(
    DNS_NAME,
    complain('is not a host name in lower case', `write one such as 'api.example.com'`),
  ),
  certificateArn: matching(
    ARN,
    complain('is not the ARN of an ACM certificate', 'copy it from Certificate Manager'),
  ),
});

const logRetention = z.number().superRefine((days, context) => {
  if (LOG_RETENTION_DAYS.includes(days)) return;
  const message = `is not a retention that CloudWatch Logs offers\nuse one of ${LOG_RETENTION_DAYS.join(', ')}`;
  context.addIssue({ code: 'custom', message });
});

/** Every field of a stage. */
export const STAGE_FIELDS = {
  region: matching(
    /^[a-z]{2,4}(-[a-z]+)+-\d$/,
    complain('is not the name of an AWS Region', `write one such as 'eu-central-1'`),
  ).optional(),
  account: matching(
    /^\d{12}$/,
    complain('is not an AWS account id', 'write its 12 digits in quotes'),
  ).optional(),
  allowLoopbackUpstreams: z.boolean().optional(),
  audit: z.enum(['strict', 'relaxed']).optional(),
  auditRetentionDays: whole(1, 3653).optional(),
  auditArchive: fields({
    lock: z.enum(['compliance', 'governance']).optional(),
    years: whole(1, 30).optional(),
    sealLagSeconds: whole(1, 3_600).optional(),
  }).optional(),
  logRetentionDays: logRetention.optional(),
  domain: DOMAIN.optional(),
  removal: z.enum(['retain', 'destroy']).optional(),
  // https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
  wafRequestsPer5Minutes: whole(10, 2_000_000_000).optional(),
  alarmEmail: matching(
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    complain('is not an e-mail address', `write one such as 'security@example.com'`),
  ).optional(),
  tokens: fields({
    ttlMaxSeconds: whole(30, TOKEN_LIFE_MAX_SECONDS).optional(),
    rotateSignerDays: whole(1, 365).optional(),
  }).optional(),
  keyPolicy: fields({ maxAgeDays: whole(1, 3650), older: z.enum(['refuse', 'report']) }).optional(),
  decoyRoutes: z.array(DECOY_ROUTE).optional(),
  decoySecrets: DECOY_SECRETS.optional(),
  cors: z.boolean().optional(),
  response: RESPONSE.optional(),
  detection: DETECTION.optional(),
  leakIntake: LEAK_INTAKE.optional(),
};

export const STAGE = fields(STAGE_FIELDS, {
  name: z.string().optional(),
  deployable: z.boolean().optional(),
});
export type StageData = z.output<typeof STAGE>;
