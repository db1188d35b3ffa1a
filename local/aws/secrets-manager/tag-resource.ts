import type { Operation } from '../operation.ts';
import { demandFew, readTags } from './secret-tags.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export const tagResource = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:TagResource',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const tags = readTags(input);
    return vault.change((secrets) => {
      const secret = findSecret(secrets, input);
      secret.tags = { ...secret.tags, ...tags };
      demandFew(secret.tags);
      return {};
    });
  },
});
