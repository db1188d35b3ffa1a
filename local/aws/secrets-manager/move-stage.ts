import { CURRENT, PREVIOUS, type SecretRecord, type SecretVersion } from './secret-record.ts';

/**
 * Gives a staging label to one version, taking it from the one that has it. A version that loses `AWSCURRENT` gets
 * `AWSPREVIOUS` (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version).
 */
export function moveStage(secret: SecretRecord, to: SecretVersion, stage: string): void {
  const from = secret.versions.find((v) => v.stages.includes(stage));
  if (from === to) return;
  if (from !== undefined) from.stages = from.stages.filter((s) => s !== stage);
  to.stages.push(stage);
  if (stage === CURRENT && from !== undefined) moveStage(secret, from, PREVIOUS);
}
