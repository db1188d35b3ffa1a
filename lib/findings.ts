import { Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ARCHIVE } from '../contract/audit-chain.ts';
import type { StageConfig } from './config.ts';
import { AUDIT_ARCHIVE_ID } from './constructs/audit-archive.ts';

const SEALER_NAMES_OBJECTS =
  'The function that seals the audit trail writes and reads objects whose names hold times and digests: it may below this prefix of its own bucket, and nothing lets it delete.';

const archived = (prefix: string): string =>
  `AwsSolutions-IAM5[Resource::<${AUDIT_ARCHIVE_ID}.Arn>/${prefix}*]`;

/** Every finding of cdk-nag's AwsSolutions pack that stands, and why. A test holds this list to what the pack finds. */
export const ANSWERED_FINDINGS: Readonly<Record<string, string>> = {
  'AwsSolutions-APIG2':
    'There is no fixed schema to validate against: bodies belong to the upstream. The proxy refuses what its allow-list, size limit and header policy do not admit.',
  'AwsSolutions-APIG6':
    'The execution log prints headers and queries, and with them client keys. A value-free access log takes its place.',
  'AwsSolutions-S1':
    'The archive of the audit trail is written by one function and read by operators; CloudTrail data events, which the account turns on, say by whom, and locked objects need no log of who changed them.',
  ...Object.fromEntries(
    Object.values(ARCHIVE).map((prefix) => [archived(prefix), SEALER_NAMES_OBJECTS] as const),
  ),
  'AwsSolutions-COG4':
    'Callers are machines with client keys, verified by the Lambda authorizer on every method.',
  'AwsSolutions-SQS3': 'The one queue is itself the dead-letter queue: nothing reads it but people.',
  'AwsSolutions-SMG4':
    'The key of a third party cannot be rotated by Secrets Manager alone; an operator sets the next one, and the config says how often.',
};

/** Stands only where a stage's config asks for no rate rule. */
export const NO_WAF_FINDING: Readonly<Record<string, string>> = {
  'AwsSolutions-APIG3':
    'This stage sets no wafRequestsPer5Minutes: usage plans and the authorizer stand alone.',
};

/** Stands only where GitHub may report leaked keys. */
export const OPEN_REPORTS_FINDING: Readonly<Record<string, string>> = {
  'AwsSolutions-APIG4':
    'GitHub has no client key: its reports are proven by a signature over their bytes, checked before anything in them is read.',
};

/** Acknowledges those findings below a scope, one by one. */
export function acknowledgeFindings(scope: Construct, stage: StageConfig): void {
  const noWaf = stage.wafRequestsPer5Minutes === undefined ? NO_WAF_FINDING : {};
  const reports = stage.leakIntake.github ? OPEN_REPORTS_FINDING : {};
  for (const [id, reason] of Object.entries({ ...ANSWERED_FINDINGS, ...noWaf, ...reports }))
    Validations.of(scope).acknowledge({ id, reason });
}
