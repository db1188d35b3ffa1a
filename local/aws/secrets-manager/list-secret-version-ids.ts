import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { flagOf, optionalCount, optionalString } from '../read-input.ts';
import type { SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html */
export const listSecretVersionIds = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:ListSecretVersionIds',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const secret = vault.find(input);
    const deprecatedToo = flagOf(input, 'IncludeDeprecated');
    const versions = secret.versions.filter((v) => deprecatedToo || v.stages.length > 0);
    const limit = optionalCount(input, 'MaxResults', 1, 100) ?? 100;
    const page = pageOf(versions, limit, optionalString(input, 'NextToken'), 'InvalidNextTokenException');
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: page.items.map((v) => ({
        VersionId: v.id,
        VersionStages: v.stages,
        CreatedDate: v.createdAt / 1000,
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});
