import type { RollbackAnswer } from '../../../contract/rotation-run.ts';
import type { SecretStory } from './secret-story.ts';

/** One thing that an operator's command does next. After it the story is read again. */
export type OperatorStep =
  /** Writes what an operator knows of a key on its version. */
  | { readonly do: 'label'; readonly kind: 'compromised' | 'replaced'; readonly versionId: string }
  /** Asks Secrets Manager for a rotation whose new version has this id; one that is under way (`instead`) is taken up again. */
  | { readonly do: 'begin'; readonly token: string; readonly instead?: string }
  /** Lets the rotation function tidy up now: promote what was put (`following`), delete what has no grace. */
  | { readonly do: 'sweep'; readonly following?: string }
  | { readonly do: 'roll-back'; readonly versionId: string }
  | { readonly do: 'wait'; readonly until: Awaited; readonly versionId: string }
  | { readonly do: 'end'; readonly as: Ending; readonly versionId?: string; readonly code?: string };

/** What is waited for: that a version serves, that its key is deleted, that it is proven dead. */
export type Awaited = 'current' | 'retired' | 'dead';

/**
 * How a command ends. `under-way`: begun, and not waited for. `unfinished`: waited for in vain. `needs-key`: an operator has to put
 * one. `open`: the leaked key is deleted and not proven dead yet.
 */
export type Ending =
  | 'promoted'
  | 'under-way'
  | 'unfinished'
  | 'refused'
  | 'needs-key'
  | 'open'
  | 'proven'
  | 'unproven'
  | 'rolled-back'
  | 'too-late'
  | 'busy'
  | 'leaked'
  | 'unknown-version'
  | 'not-rotated';

/** What a run of a command remembers; gone when it is interrupted, and made good from the story by the next one. */
export interface OperatorHand {
  /** The version that is to become current. */
  readonly following?: string;
  /** A rotation was asked for. */
  readonly asked?: true;
  /** A version has been labelled; that may take a moment to be told of. */
  readonly labelled?: true;
  /** What the story was before it was read anew. */
  readonly before?: SecretStory;
  readonly sweptAt?: Date;
  /** What the rotation function said of the rollback that was asked for. */
  readonly answer?: RollbackAnswer;
}

/** What a step is decided from. */
export interface OperatorFacts {
  readonly story: SecretStory;
  /** False where an operator makes the keys. */
  readonly minted: boolean;
  readonly now: Date;
}

/** The stack sweeps by itself as well; whoever waits may ask again after so long. */
const SWEEP_AGAIN_MS = 5 * 60_000;

/** Whether this run may ask for a sweep. */
export const sweepDue = ({ sweptAt }: OperatorHand, now: Date): boolean =>
  sweptAt === undefined || now.getTime() - sweptAt.getTime() >= SWEEP_AGAIN_MS;
