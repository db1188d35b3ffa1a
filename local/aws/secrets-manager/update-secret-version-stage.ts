import type { Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { demandLabels } from './add-version.ts';
import { moveStage } from './move-stage.ts';
import { invalidParameter as invalid, notFound } from './secret-errors.ts';
import { CURRENT, holderOf, type SecretRecord, type SecretVersion } from './secret-record.ts';
import { findSecret, type SecretVault } from './secret-vault.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html */
export const updateSecretVersionStage = (vault: SecretVault): Operation => ({
  action: 'secretsmanager:UpdateSecretVersionStage',
  resources: (input) => [vault.arnOf(input)],
  run: (input) => {
    const stage = optionalString(input, 'VersionStage');
    const to = optionalString(input, 'MoveToVersionId');
    const from = optionalString(input, 'RemoveFromVersionId');
    if (stage === undefined) throw invalid('You must provide a value for VersionStage.');
    return vault.change((secrets, now) => {
      const secret = findSecret(secrets, input);
      const holder = holderOf(secret, stage);
      const target = to === undefined ? undefined : versionOf(secret, to);
      const source = from === undefined ? undefined : versionOf(secret, from);
      if (source !== undefined && source !== holder)
        throw invalid(`The staging label ${stage} is not attached to version ${from}.`);
      if (holder !== undefined && holder !== target && source === undefined)
        throw invalid(
          `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
        );
      if (target !== undefined) moveStage(secret, target, stage);
      else if (stage === CURRENT)
        throw invalid(
          `You can only move staging label ${CURRENT} to a different secret version. It can't be completely removed.`,
        );
      else if (source !== undefined) source.stages = source.stages.filter((s) => s !== stage);
      demandLabels(secret);
      secret.changedAt = now;
      return { ARN: secret.arn, Name: secret.name };
    });
  },
});

function versionOf(secret: SecretRecord, id: string): SecretVersion {
  const version = secret.versions.find((v) => v.id === id);
  if (version === undefined) throw notFound(`secret value for VersionId: ${id}`);
  return version;
}
