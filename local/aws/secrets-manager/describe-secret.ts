import type { Operation } from '../operation.ts';
import type { SecretRecord } from './secret-record.ts';
import type { SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:DescribeSecret',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const secret = vault.find(input);
    return { ...describe(secret), VersionIdsToStages: stagesByVersion(secret) };
  },
});

/** What is told of a secret without its value. */
export const describe = (secret: SecretRecord): Readonly<Record<string, unknown>> => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === undefined ? {} : { Description: secret.description }),
  ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
  CreatedDate: secret.createdAt / 1000,
  LastChangedDate: secret.changedAt / 1000,
});

/** Versions without a label are deprecated and not told. */
export const stagesByVersion = (secret: SecretRecord): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(secret.versions.filter((v) => v.stages.length > 0).map((v) => [v.id, v.stages]));
