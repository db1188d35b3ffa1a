import type { Operation } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export const untagResource = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:UntagResource',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const keys = optionalStrings(input, 'TagKeys') ?? [];
    return vault.change((secrets) => {
      const secret = findSecret(secrets, input);
      const kept = Object.entries(secret.tags ?? {}).filter(([key]) => !keys.includes(key));
      secret.tags = Object.fromEntries(kept);
      return {};
    });
  },
});
