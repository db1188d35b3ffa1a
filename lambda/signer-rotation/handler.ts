import type { Metrics } from '../flows/ports.ts';
import {
  ROTATION_STEPS,
  type RotateSignerDeps,
  type RotationStep,
  rotateSigner,
  type SigningVersions,
} from '../flows/rotate-signer.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

export interface SignerRotationDeps extends Omit<RotateSignerDeps, 'versions'> {
  readonly versionsOf: (secretId: string) => SigningVersions;
  readonly metrics: Metrics;
}

/** A step that failed; Secrets Manager tries again. Says which, and nothing of what was at hand. */
class RotationFailed extends Error {
  constructor(step: RotationStep, options: ErrorOptions) {
    super(step, options);
    this.name = 'RotationFailed';
  }
}

/** Takes the steps that Secrets Manager asks for. */
export const createHandler =
  (deps: SignerRotationDeps) =>
  async (event: RotationEvent): Promise<void> => {
    const step = ROTATION_STEPS.find((name) => name === event.Step);
    if (step === undefined) throw new Error('no step of a rotation');
    try {
      await rotateSigner(
        { ...deps, versions: deps.versionsOf(event.SecretId) },
        step,
        event.ClientRequestToken,
      );
      if (step === 'finishSecret') deps.metrics.count('SignerRotated');
    } catch (error) {
      deps.metrics.count('SignerRotationFailed');
      throw new RotationFailed(step, { cause: error instanceof Error ? error.name : undefined });
    }
  };
