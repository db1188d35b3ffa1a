import { randomUUID } from 'node:crypto';
import type { Clock } from '../../time/clock.ts';
import { beginRotation } from './begin-rotation.ts';
import { type RotationFunctions, runStep, STEPS, type Step } from './rotation-steps.ts';
import { planRotation } from './rotation-window.ts';
import {
  CURRENT,
  holderOf,
  type Rotation,
  type RotationAttempt,
  type SecretRecord,
} from './secret-record.ts';
import type { SecretVault } from './secret-vault.ts';

/** AWS repeats a rotation that fails "multiple times" and says no more. */
const RETRY_DELAYS_MS = [60_000, 300_000, 900_000, 1_800_000];

/** Rotates secrets: when asked, and by their schedules on the clock (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html). */
export class Rotator {
  readonly #vault: SecretVault;
  readonly #clock: Clock;
  readonly #functions: RotationFunctions;
  readonly #timers = new Map<string, () => void>();
  readonly #running = new Set<string>();
  #closed = false;

  constructor(vault: SecretVault, clock: Clock, functions: RotationFunctions) {
    this.#vault = vault;
    this.#clock = clock;
    this.#functions = functions;
  }

  /** Goes on with what an earlier run has left. */
  resume(): void {
    for (const { arn } of this.#vault.all()) this.arm(arn);
  }

  /** Looks at a secret whose rotation has changed: what is due is done. */
  arm(arn: string): void {
    this.#timers.get(arn)?.();
    this.#timers.delete(arn);
    const rotation = this.#active(arn);
    const due = rotation?.attempt?.dueAt ?? rotation?.nextAt;
    if (this.#closed || due === undefined || this.#running.has(arn)) return;
    this.#timers.set(
      arn,
      this.#clock.at(due, () => this.#run(arn)),
    );
  }

  /** Begins nothing more. What is under way is taken up by the next run. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#timers.values()) cancel();
  }

  #secret(arn: string): SecretRecord | undefined {
    return this.#vault.all().find((secret) => secret.arn === arn);
  }

  #active(arn: string): Rotation | undefined {
    const secret = this.#secret(arn);
    return secret?.deleted === undefined && secret?.rotation?.enabled === true ? secret.rotation : undefined;
  }

  async #run(arn: string): Promise<void> {
    const rotation = this.#active(arn);
    if (rotation === undefined || this.#running.has(arn)) return;
    this.#running.add(arn);
    try {
      const attempt = rotation.attempt ?? (await this.#beginScheduled(arn));
      if (attempt !== undefined) await this.#attempt(arn, attempt);
    } finally {
      this.#running.delete(arn);
      this.arm(arn);
    }
  }

  /** Nothing, if the schedule was moved meanwhile. */
  #beginScheduled(arn: string): Promise<RotationAttempt | undefined> {
    return this.#edit(arn, (secret, rotation, now) => {
      if (rotation.attempt === undefined && rotation.nextAt !== undefined && rotation.nextAt <= now)
        beginRotation(secret, rotation, randomUUID(), now);
      return rotation.attempt;
    });
  }

  async #attempt(arn: string, attempt: RotationAttempt): Promise<void> {
    const { versionId } = attempt;
    const steps: readonly Step[] = attempt.trial ? ['testSecret'] : STEPS;
    let succeeded = true;
    for (const step of steps) {
      const rotation = this.#active(arn);
      // Cancelled, deleted or replaced: whoever did so has left things as they are to be.
      if (this.#closed || rotation?.attempt?.versionId !== versionId) return;
      succeeded &&= await runStep(this.#functions, rotation.lambdaArn, arn, versionId, step);
      if (!succeeded) break;
    }
    if (this.#closed) return;
    await this.#edit(arn, (secret, rotation, now) => {
      if (rotation.attempt?.versionId !== versionId) return;
      if (attempt.trial) endTrial(secret, rotation, versionId);
      else if (succeeded && holderOf(secret, CURRENT)?.id === versionId) succeed(secret, rotation, now);
      else fail(rotation, rotation.attempt, now);
    });
  }

  async #edit<T>(
    arn: string,
    edit: (secret: SecretRecord, rotation: Rotation, now: number) => T,
  ): Promise<T | undefined> {
    return this.#vault.change((secrets, now) => {
      const secret = secrets[arn];
      return secret?.rotation === undefined ? undefined : edit(secret, secret.rotation, now);
    });
  }
}

function endTrial(secret: SecretRecord, rotation: Rotation, versionId: string): void {
  secret.versions = secret.versions.filter((version) => version.id !== versionId);
  delete rotation.attempt;
}

function succeed(secret: SecretRecord, rotation: Rotation, now: number): void {
  rotation.lastRotatedAt = now;
  secret.changedAt = now;
  delete rotation.attempt;
  planRotation(rotation, now, now);
}

/** After the last try the pending version stays; the next window takes it up again. */
function fail(rotation: Rotation, attempt: RotationAttempt, now: number): void {
  const delay = RETRY_DELAYS_MS[attempt.failures];
  if (delay !== undefined) {
    attempt.failures += 1;
    attempt.dueAt = now + delay;
    return;
  }
  delete rotation.attempt;
  planRotation(rotation, now, now);
}
