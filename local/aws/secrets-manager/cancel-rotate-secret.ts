import type { Operation } from '../operation.ts';
import { unfinished } from './begin-rotation.ts';
import type { Rotator } from './rotator.ts';
import { invalidRequest } from './secret-errors.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

/** Staging labels stay where they are, and so may a pending version (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html). */
export const cancelRotateSecret = (vault: SecretVault, rotator: Rotator): Operation => ({
  action: 'secretsmanager:CancelRotateSecret',
  resources: (input) => [vault.arnOf(input)],
  run: async (input) => {
    const { arn, name, left } = await vault.change((secrets) => {
      const secret = findSecret(secrets, input);
      if (secret.rotation === undefined)
        throw invalidRequest("You can't cancel rotation on a secret that never had it.");
      secret.rotation.enabled = false;
      delete secret.rotation.attempt;
      return { ...secret, left: unfinished(secret) };
    });
    rotator.arm(arn);
    return { ARN: arn, Name: name, ...(left === undefined ? {} : { VersionId: left.id }) };
  },
});
