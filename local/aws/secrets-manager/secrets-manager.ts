import type { JsonService } from '../operation.ts';
import { describeSecret } from './describe-secret.ts';
import { getSecretValue } from './get-secret-value.ts';
import { listSecretVersionIds } from './list-secret-version-ids.ts';
import { listSecrets } from './list-secrets.ts';
import { putSecretValue } from './put-secret-value.ts';
import type { SecretVault } from './secret-vault.ts';
import { updateSecretVersionStage } from './update-secret-version-stage.ts';

export const secretsManager = (vault: SecretVault): JsonService => ({
  protocol: 'json',
  operations: {
    DescribeSecret: describeSecret(vault),
    GetSecretValue: getSecretValue(vault),
    ListSecrets: listSecrets(vault),
    ListSecretVersionIds: listSecretVersionIds(vault),
    PutSecretValue: putSecretValue(vault),
    UpdateSecretVersionStage: updateSecretVersionStage(vault),
  },
});
