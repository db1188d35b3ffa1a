import { AwsError } from '../aws-error.ts';
import type { Input, Operation } from '../operation.ts';
import { optionalString, optionalStrings } from '../read-input.ts';
import { moveStage } from './move-stage.ts';
import { CURRENT, type SecretRecord, type SecretVersion } from './secret-record.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

const TEXT_BYTES_MAX = 65_536;
const STAGES_MAX = 20;

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

/**
 * Idempotent by `ClientRequestToken`, which becomes the version's id: the same token with the same value changes nothing, with
 * another value it is refused (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html).
 */
export const putSecretValue = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:PutSecretValue',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const put = readPut(input);
    return vault.change((secrets, now) => {
      const secret = findSecret(secrets, input);
      const existing = secret.versions.find((v) => v.id === put.id);
      if (existing !== undefined && existing.text !== put.text)
        throw new AwsError(
          'ResourceExistsException',
          `A resource with the ID you requested already exists with another value.`,
        );
      const version = existing ?? create(secret, put, now);
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
    });
  },
});

interface Put {
  readonly id: string;
  readonly text: string;
  readonly stages: readonly string[];
}

function readPut(input: Input): Put {
  const text = optionalString(input, 'SecretString');
  if (text === undefined)
    throw invalid(
      input['SecretBinary'] === undefined
        ? 'You must provide either SecretString or SecretBinary.'
        : 'SecretBinary is not served by the local run; use SecretString.',
    );
  if (Buffer.byteLength(text) > TEXT_BYTES_MAX) throw invalid('SecretString exceeds 65536 bytes.');
  const id = optionalString(input, 'ClientRequestToken');
  if (id === undefined || id.length < 32 || id.length > 64)
    throw invalid('ClientRequestToken must have between 32 and 64 characters.');
  const stages = optionalStrings(input, 'VersionStages') ?? [CURRENT];
  if (stages.length < 1 || stages.length > STAGES_MAX)
    throw invalid('VersionStages must have between 1 and 20 labels.');
  return { id, text, stages };
}

/** The first version of a secret is current, whatever was asked for. */
function create(secret: SecretRecord, put: Put, now: number): SecretVersion {
  const version: SecretVersion = { id: put.id, text: put.text, stages: [], createdAt: now };
  const first = secret.versions.length === 0 ? [CURRENT] : [];
  secret.versions.push(version);
  for (const stage of new Set([...put.stages, ...first])) moveStage(secret, version, stage);
  secret.changedAt = now;
  return version;
}
