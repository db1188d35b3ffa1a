import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { flagOf, optionalCount, optionalString } from '../read-input.ts';
import { describe, stagesByVersion } from './describe-secret.ts';
import type { SecretVault } from './secret-vault.ts';

/** Without filters (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html). */
export const listSecrets = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:ListSecrets',
  resources: () => ['*'],
  run: (input) => {
    if (Array.isArray(input['Filters']) && input['Filters'].length > 0)
      throw new AwsError('InvalidParameterException', 'Filters are not served by the local run.');
    const limit = optionalCount(input, 'MaxResults', 1, 100) ?? 100;
    const deletedToo = flagOf(input, 'IncludePlannedDeletion');
    const secrets = vault.all().filter((secret) => deletedToo || secret.deleted === undefined);
    const page = pageOf(secrets, limit, optionalString(input, 'NextToken'), 'InvalidNextTokenException');
    return {
      SecretList: page.items.map((secret) => ({
        ...describe(secret),
        SecretVersionsToStages: stagesByVersion(secret),
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});
