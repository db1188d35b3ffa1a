import { ROLLBACK_MS, type RollbackAnswer, type RotationRun } from '../../contract/rotation-run.ts';
import type { Fault } from '../domain/fault.ts';
import { ROTATION_STEPS } from '../domain/rotation/next-rotation-action.ts';
import { rotationFault } from '../domain/rotation/rotation-fault.ts';
import { rollBack } from '../flows/rotation/roll-back.ts';
import { rotateKey } from '../flows/rotation/rotate-key.ts';
import type { RotationDeps } from '../flows/rotation/rotation-deps.ts';
import { sweepKeys } from '../flows/rotation/sweep-keys.ts';

export interface RotationFunctionDeps {
  readonly rotation: RotationDeps;
  /** The one secret that is rotated here. */
  readonly secretArn: string;
  readonly keyDaysMax?: number;
  readonly logFault: (fault: Fault, run: string) => void;
}

/** What Lambda tells of the time that is left. */
export interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

/** Left at the end of a run to take back what was not accepted, and to tell. */
const WRAP_UP_MS = 30_000;
/** The next sweep is five minutes away. */
const SWEEP_MS = 4 * 60_000;

/** A step that failed; Secrets Manager tries again. Its message is the code of a fault, and nothing of what was at hand. */
class RotationFailed extends Error {
  override readonly name = 'RotationFailed';
}

/** Takes the steps that Secrets Manager asks for, and does what the schedule and operators ask for. */
export const createHandler =
  (deps: RotationFunctionDeps) =>
  async (event: RotationRun, time: TimeLeft): Promise<RollbackAnswer | undefined> => {
    const within = (ms: number): Date => {
      const leftMs = Math.max(0, time.getRemainingTimeInMillis() - WRAP_UP_MS);
      return new Date(deps.rotation.now().getTime() + Math.min(ms, leftMs));
    };
    if ('run' in event) {
      if (event.run === 'sweep') return sweep(deps, within(SWEEP_MS));
      if (event.run === 'rollback') return back(deps, event.to, within(ROLLBACK_MS));
      throw new RotationFailed('no run of a rotation');
    }
    const step = ROTATION_STEPS.find((name) => name === event.Step);
    if (step === undefined) throw new RotationFailed('no step of a rotation');
    if (event.SecretId !== deps.secretArn) throw new RotationFailed('not the secret of this function');
    try {
      await rotateKey(deps.rotation, step, event.ClientRequestToken, within(Number.POSITIVE_INFINITY));
      return undefined;
    } catch (error) {
      const fault = rotationFault(error);
      deps.logFault(fault, step);
      throw new RotationFailed(fault.code);
    }
  };

/** A sweep that fails is counted, and the next one begins anew: an error would only make Lambda repeat it as well. */
async function sweep(deps: RotationFunctionDeps, until: Date): Promise<undefined> {
  const { rotation, keyDaysMax } = deps;
  try {
    await sweepKeys(rotation, keyDaysMax === undefined ? {} : { keyDaysMax }, until);
  } catch (error) {
    const fault = rotationFault(error);
    if (fault.code === 'rotation.not_configured') return; // nothing was ever made
    rotation.metrics.count('RotationSweepFailed');
    deps.logFault(fault, 'sweep');
  }
}

async function back(
  deps: RotationFunctionDeps,
  to: string | undefined,
  until: Date,
): Promise<RollbackAnswer> {
  try {
    return { outcome: 'rolled-back', versionId: await rollBack(deps.rotation, until, to) };
  } catch (error) {
    const fault = rotationFault(error);
    deps.logFault(fault, 'rollback');
    return { outcome: 'failed', code: fault.code };
  }
}
