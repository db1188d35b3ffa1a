import { randomUUID } from 'node:crypto';
import { LocalRunError } from '../../local-run-error.ts';
import type { RotationSchedulePlan } from '../../plan/plan-rotation-schedules.ts';
import { AwsError } from '../aws-error.ts';
import { configureRotation, type RotationParts } from './configure-rotation.ts';

/**
 * Does what a deployment would: sets schedules that are new or have changed, and turns off those that are gone from the template.
 * What Secrets Manager would refuse ends the run, as it would end the deployment.
 */
export async function applySchedules(
  parts: RotationParts,
  schedules: readonly RotationSchedulePlan[],
): Promise<void> {
  for (const { logicalId, secretId, lambdaArn, rules, immediately } of schedules) {
    const template = JSON.stringify({ lambdaArn, rules });
    const known = parts.vault.all().find((secret) => secret.arn === secretId);
    if (known?.rotation?.template === template) continue;
    const request = { secret: { SecretId: secretId }, token: randomUUID(), lambdaArn, rules, immediately };
    try {
      await configureRotation(parts, { ...request, template });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // A rotation that an earlier run has left goes on; the schedule follows when it is done.
      if (error.type === 'InvalidRequestException') continue;
      throw new LocalRunError(`${logicalId} cannot be deployed: ${error.message}`);
    }
  }
  await turnOff(parts, new Set(schedules.map(({ secretId }) => secretId)));
}

async function turnOff({ vault }: RotationParts, scheduled: ReadonlySet<string>): Promise<void> {
  const gone = vault
    .all()
    .filter(({ arn, rotation }) => rotation?.template !== undefined && !scheduled.has(arn));
  if (gone.length === 0) return;
  await vault.change((secrets) => {
    for (const { arn } of gone) {
      const rotation = secrets[arn]?.rotation;
      if (rotation === undefined) continue;
      rotation.enabled = false;
      delete rotation.template;
      delete rotation.attempt;
    }
  });
}
