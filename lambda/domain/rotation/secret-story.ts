import type { RotationVersion } from './rotation-facts.ts';

/** What Secrets Manager tells of an upstream's secret and its rotation without its value. */
export interface SecretStory {
  /** Deprecated ones included. */
  readonly versions: readonly Omit<RotationVersion, 'key'>[];
  /** Until when Secrets Manager rotates it next; absent where no schedule is on. */
  readonly nextAt?: Date;
  /** How the last rotation ended, and the last proof, as the rotation function wrote it down. */
  readonly notes: { readonly result?: string; readonly proof?: string };
}
