import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { CURRENT } from './secret-record.ts';
import type { SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:GetSecretValue',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const secret = vault.find(input);
    const id = optionalString(input, 'VersionId');
    const stage = optionalString(input, 'VersionStage') ?? (id === undefined ? CURRENT : undefined);
    const version = secret.versions.find((v) =>
      id === undefined ? v.stages.includes(stage ?? '') : v.id === id,
    );
    if (version === undefined)
      throw new AwsError(
        'ResourceNotFoundException',
        id === undefined
          ? `Secrets Manager can't find the specified secret value for staging label: ${stage}`
          : `Secrets Manager can't find the specified secret value for VersionId: ${id}`,
      );
    if (stage !== undefined && !version.stages.includes(stage))
      throw new AwsError(
        'InvalidRequestException',
        'You provided a VersionStage that is not associated to the provided VersionId.',
      );
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.text,
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
    };
  },
});
