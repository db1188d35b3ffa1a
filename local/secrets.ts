import type { Place } from './assembly/place.ts';
import type { Service } from './aws/operation.ts';
import { applySchedules } from './aws/secrets-manager/apply-schedules.ts';
import type { RotationFunctions } from './aws/secrets-manager/rotation-steps.ts';
import { Rotator } from './aws/secrets-manager/rotator.ts';
import { SecretVault } from './aws/secrets-manager/secret-vault.ts';
import { secretsManager } from './aws/secrets-manager/secrets-manager.ts';
import type { Cleanup } from './cleanup.ts';
import type { Plan } from './plan/make-plan.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Clock } from './time/clock.ts';

export interface SecretsSettings {
  readonly plan: Pick<Plan, 'secrets' | 'rotations'>;
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  readonly cleanup: Cleanup;
  /** Those that rotate secrets. */
  readonly functions: RotationFunctions;
}

export interface Secrets {
  readonly service: Service;
  /** Under which key a secret lies now; undefined for what is no secret. */
  keyNow(arn: string): { readonly kmsKeyId?: string } | undefined;
  /** Creates what the template names, before a function asks for it. */
  create(): Promise<void>;
  /** Goes on with rotations, and sets the template's schedules. Functions and the AWS endpoint must be there. */
  start(): Promise<void>;
}

/** The secrets and their rotation. */
export function createSecrets({ plan, place, state, clock, cleanup, functions }: SecretsSettings): Secrets {
  const vault = new SecretVault(state.file('secrets.json'), clock);
  const rotator = new Rotator(vault, clock, functions);
  const parts = { vault, rotator, functions };
  cleanup.add(() => vault.settled());
  return {
    service: secretsManager(parts, place),
    keyNow: (arn) => vault.all().find((secret) => secret.arn === arn),
    create: () => vault.createMissing(plan.secrets),
    start: async () => {
      cleanup.add(() => rotator.close());
      rotator.resume();
      await applySchedules(parts, plan.rotations);
    },
  };
}
