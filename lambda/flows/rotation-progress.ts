import type { OperatorStep } from '../domain/rotation/operator-step.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';

/** What a command is doing, for whoever waits for it. A wait is told each time it was looked at anew. */
export interface RotationProgress {
  readonly step: Exclude<OperatorStep, { do: 'end' }>;
  readonly story: SecretStory;
  /** Since the command began. */
  readonly elapsedMs: number;
}

export type TellProgress = (progress: RotationProgress) => void;
