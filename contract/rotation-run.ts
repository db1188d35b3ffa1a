import type { FaultCode } from './faults.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export interface RotationStepEvent {
  readonly Step: string;
  readonly SecretId: string;
  /** The id of the version that the rotation is about. */
  readonly ClientRequestToken: string;
  readonly RotationToken?: string;
}

/**
 * Promotes what an operator has put as pending, retires what was replaced long enough ago or is labelled compromised, removes what
 * was left behind and goes on proving deleted keys dead. The schedule asks for it every few minutes; asked for by an operator it is
 * invoked asynchronously, because it takes minutes where there is something to prove.
 */
export interface SweepRun {
  readonly run: 'sweep';
}

/** Puts the previous key back in the current one's place. Answers with a `RollbackAnswer` within `ROLLBACK_MS`. */
export interface RollbackRun {
  readonly run: 'rollback';
  /**
   * The version that is to serve again. Named, a rollback may be asked for twice: the second finds it done, where one without a name
   * would go back from it. @default the previous one at the moment the run begins
   */
  readonly to?: string;
}

/** What the rotation function of one upstream may be invoked with. */
export type RotationRun = RotationStepEvent | SweepRun | RollbackRun;

/** A rollback that fails is an answer and no error of the function: whoever asked for it is told why. */
export type RollbackAnswer =
  | { readonly outcome: 'rolled-back'; readonly versionId: string }
  | { readonly outcome: 'failed'; readonly code: FaultCode };

/** So long a rollback waits at most for the upstream to accept the previous key again. */
export const ROLLBACK_MS = 5 * 60_000;

/**
 * Tags on an upstream's secret, in words that hold no value: how the last rotation ended (`succeeded TIME VERSION`,
 * `failed TIME VERSION CODE`) and how the last proof of death did (`dead lag=SECONDSs TIME VERSION`, `unproven TIME VERSION`).
 */
export const ROTATION_TAGS = {
  result: 'sallyport:last-rotation',
  proof: 'sallyport:last-proof-of-death',
} as const;
