import type { Operation } from '../operation.ts';
import type { Rotation, SecretRecord } from './secret-record.ts';
import type { SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:DescribeSecret',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const secret = vault.findAny(input);
    return { ...describe(secret), VersionIdsToStages: stagesByVersion(secret) };
  },
});

/** What is told of a secret without its value. */
export const describe = (secret: SecretRecord): Readonly<Record<string, unknown>> => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === undefined ? {} : { Description: secret.description }),
  ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
  ...(secret.rotation === undefined ? {} : rotationOf(secret.rotation)),
  ...date('LastAccessedDate', secret.accessedAt),
  ...date('DeletedDate', secret.deleted?.at),
  CreatedDate: secret.createdAt / 1000,
  LastChangedDate: secret.changedAt / 1000,
  Tags: Object.entries(secret.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
});

/** Of a rotation that was turned off, function and rules are still told, dates are not. */
const rotationOf = ({ enabled, lambdaArn, rules, lastRotatedAt, nextUntil }: Rotation): object => ({
  RotationEnabled: enabled,
  RotationLambdaARN: lambdaArn,
  ...(rules === undefined ? {} : { RotationRules: rules }),
  ...(enabled ? { ...date('LastRotatedDate', lastRotatedAt), ...date('NextRotationDate', nextUntil) } : {}),
});

const date = (name: string, moment: number | undefined): Readonly<Record<string, number>> =>
  moment === undefined ? {} : { [name]: moment / 1000 };

/** Versions without a label are deprecated and not told. */
export const stagesByVersion = (secret: SecretRecord): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(secret.versions.filter((v) => v.stages.length > 0).map((v) => [v.id, v.stages]));
