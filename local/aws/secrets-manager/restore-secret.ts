import type { Operation } from '../operation.ts';
import type { Rotator } from './rotator.ts';
import { findAnySecret, type SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export const restoreSecret = (vault: SecretVault, rotator: Rotator): Operation => ({
  action: 'secretsmanager:RestoreSecret',
  resources: (input) => [vault.arnOf(input)],
  run: async (input) => {
    const { arn, name } = await vault.change((secrets) => {
      const secret = findAnySecret(secrets, input);
      delete secret.deleted;
      return secret;
    });
    rotator.arm(arn);
    return { ARN: arn, Name: name };
  },
});
