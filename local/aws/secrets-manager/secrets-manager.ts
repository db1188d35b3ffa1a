import type { Place } from '../../assembly/place.ts';
import type { JsonService } from '../operation.ts';
import { cancelRotateSecret } from './cancel-rotate-secret.ts';
import type { RotationParts } from './configure-rotation.ts';
import { createSecret } from './create-secret.ts';
import { deleteSecret } from './delete-secret.ts';
import { describeSecret } from './describe-secret.ts';
import { getRandomPassword } from './get-random-password.ts';
import { getSecretValue } from './get-secret-value.ts';
import { listSecretVersionIds } from './list-secret-version-ids.ts';
import { listSecrets } from './list-secrets.ts';
import { putSecretValue } from './put-secret-value.ts';
import { restoreSecret } from './restore-secret.ts';
import { rotateSecret } from './rotate-secret.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateSecret } from './update-secret.ts';
import { updateSecretVersionStage } from './update-secret-version-stage.ts';

export const secretsManager = (parts: RotationParts, place: Place): JsonService => {
  const { vault, rotator } = parts;
  return {
    protocol: 'json',
    operations: {
      CancelRotateSecret: cancelRotateSecret(vault, rotator),
      CreateSecret: createSecret(vault, place),
      DeleteSecret: deleteSecret(vault),
      DescribeSecret: describeSecret(vault),
      GetRandomPassword: getRandomPassword(),
      GetSecretValue: getSecretValue(vault),
      ListSecrets: listSecrets(vault),
      ListSecretVersionIds: listSecretVersionIds(vault),
      PutSecretValue: putSecretValue(vault),
      RestoreSecret: restoreSecret(vault, rotator),
      RotateSecret: rotateSecret(parts),
      TagResource: tagResource(vault),
      UntagResource: untagResource(vault),
      UpdateSecret: updateSecret(vault),
      UpdateSecretVersionStage: updateSecretVersionStage(vault),
    },
  };
};
