import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { addVersion } from './add-version.ts';
import { optionalValue, requestToken } from './read-value.ts';
import { CURRENT } from './secret-record.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

/**
 * A value becomes a new version, which is current. Unlike `PutSecretValue` this is not repeatable: a token that is a version's id is
 * an error (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html).
 */
export const updateSecret = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:UpdateSecret',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const value = optionalValue(input);
    const id = value === undefined ? undefined : requestToken(input);
    const description = optionalString(input, 'Description');
    const kmsKeyId = optionalString(input, 'KmsKeyId');
    return vault.change((secrets, now) => {
      const secret = findSecret(secrets, input);
      if (secret.versions.some((version) => version.id === id))
        throw new AwsError(
          'ResourceExistsException',
          `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
        );
      if (description !== undefined) secret.description = description;
      // An empty key means the account's own, which is not told.
      if (kmsKeyId === '') delete secret.kmsKeyId;
      else if (kmsKeyId !== undefined) secret.kmsKeyId = kmsKeyId;
      secret.changedAt = now;
      const told = { ARN: secret.arn, Name: secret.name };
      if (value === undefined || id === undefined) return told;
      addVersion(secret, { id, value, stages: [CURRENT] }, now);
      return { ...told, VersionId: id };
    });
  },
});
