import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { conditionKey } from './condition-key.ts';
import { valueIn } from './read-value.ts';
import { invalidRequest, notFound } from './secret-errors.ts';
import { CURRENT, holderOf, type SecretRecord } from './secret-record.ts';
import type { SecretVault } from './secret-vault.ts';

const DAY = 24 * 3_600_000;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:GetSecretValue',
  resources: (input) => [vault.arnOf(input)],
  context: (input) => ({
    ...conditionKey('secretsmanager:versionid', optionalString(input, 'VersionId')),
    ...conditionKey('secretsmanager:versionstage', optionalString(input, 'VersionStage')),
  }),
  run: async (input) => {
    const secret = vault.find(input);
    const id = optionalString(input, 'VersionId');
    const stage = optionalString(input, 'VersionStage') ?? (id === undefined ? CURRENT : undefined);
    const version =
      id === undefined ? holderOf(secret, stage ?? '') : secret.versions.find((v) => v.id === id);
    const value = version === undefined ? undefined : valueIn(version);
    if (version === undefined || value === undefined)
      throw notFound(
        id === undefined ? `secret value for staging label: ${stage}` : `secret value for VersionId: ${id}`,
      );
    if (stage !== undefined && !version.stages.includes(stage))
      throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
    await noteAccess(vault, secret);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      ...('text' in value ? { SecretString: value.text } : { SecretBinary: value.binary }),
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
    };
  },
});

/** Once a day: the date is all that is told. */
async function noteAccess(vault: SecretVault, { arn, accessedAt }: SecretRecord): Promise<void> {
  const today = Math.floor(vault.now() / DAY) * DAY;
  if (accessedAt === today) return;
  await vault.change((secrets) => {
    const secret = secrets[arn];
    if (secret !== undefined) secret.accessedAt = today;
  });
}
