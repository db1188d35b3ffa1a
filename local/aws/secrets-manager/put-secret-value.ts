import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';
import { addVersion } from './add-version.ts';
import { optionalValue, requestToken } from './read-value.ts';
import { invalidParameter } from './secret-errors.ts';
import { CURRENT } from './secret-record.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

const STAGES_MAX = 20;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:PutSecretValue',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const value = optionalValue(input);
    if (value === undefined) throw invalidParameter('You must provide either SecretString or SecretBinary.');
    const id = requestToken(input);
    const stages = optionalStrings(input, 'VersionStages') ?? [CURRENT];
    if (stages.length < 1 || stages.length > STAGES_MAX)
      throw invalidParameter('VersionStages must have between 1 and 20 labels.');
    return vault.change((secrets, now) => {
      const secret = findSecret(secrets, input);
      const version = addVersion(secret, { id, value, stages }, now);
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
    });
  },
});
