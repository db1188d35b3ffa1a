import { randomInt } from 'node:crypto';
import { arn, MIXED_ALPHANUMERIC, type Place } from '../../assembly/place.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { addVersion } from './add-version.ts';
import { optionalValue, requestToken, sameValue, valueIn } from './read-value.ts';
import { invalidParameter, invalidRequest } from './secret-errors.ts';
import { CURRENT, type SecretRecord, type SecretValue } from './secret-record.ts';
import { readTags } from './secret-tags.ts';
import type { SecretVault } from './secret-vault.ts';

const NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;

/** Without replicas (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html). */
export const createSecret = (vault: SecretVault, place: Place): Operation => ({
  action: 'secretsmanager:CreateSecret',
  // A policy names what does not exist yet with `?` in place of the suffix.
  resources: (input) => [
    arn(place, 'secretsmanager', `secret:${optionalString(input, 'Name') ?? ''}-??????`),
  ],
  context: (input) => ({ 'secretsmanager:name': [optionalString(input, 'Name') ?? ''] }),
  run: (input) => {
    const name = optionalString(input, 'Name') ?? '';
    if (!NAME.test(name))
      throw invalidParameter(
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@',
      );
    const value = optionalValue(input);
    const id = value === undefined ? '' : requestToken(input);
    const description = optionalString(input, 'Description');
    const kmsKeyId = optionalString(input, 'KmsKeyId');
    const tags = readTags(input);
    return vault.change((secrets, now) => {
      const taken = Object.values(secrets).find((known) => known.name === name);
      if (taken !== undefined) return repeated(taken, id, value);
      const suffix = Array.from(
        { length: 6 },
        () => MIXED_ALPHANUMERIC[randomInt(MIXED_ALPHANUMERIC.length)],
      );
      const secret: SecretRecord = {
        arn: arn(place, 'secretsmanager', `secret:${name}-${suffix.join('')}`),
        name,
        ...(description === undefined ? {} : { description }),
        ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
        createdAt: now,
        changedAt: now,
        tags,
        versions: [],
      };
      secrets[secret.arn] = secret;
      if (value === undefined) return { ARN: secret.arn, Name: name };
      addVersion(secret, { id, value, stages: [CURRENT] }, now);
      return { ARN: secret.arn, Name: name, VersionId: id };
    });
  },
});

/** The same request again is answered as the first one was; any other that wants the name is refused. */
function repeated(taken: SecretRecord, id: string, value: SecretValue | undefined): object {
  if (taken.deleted !== undefined)
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  const version = taken.versions.find((known) => known.id === id);
  if (version === undefined || value === undefined || !sameValue(valueIn(version), value))
    throw new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${taken.name} already exists.`,
    );
  return { ARN: taken.arn, Name: taken.name, VersionId: id };
}
