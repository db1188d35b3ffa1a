import { keyName } from './key-name.ts';
import type { RotationAction } from './rotation-action.ts';
import { type RotationFacts, type RotationVersion, versionAt, versionOf } from './rotation-facts.ts';
import { labelledAt } from './version-label.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export const ROTATION_STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type RotationStep = (typeof ROTATION_STEPS)[number];

/** What a run of a step has in its hands; gone when it dies. */
export interface InHand {
  /** The id of a key whose value is at hand. */
  readonly keyId?: string;
  /** Keys that the provider would not show again. */
  readonly lost: readonly string[];
  /** Keys that this run has retired: a provider's list may lag behind. */
  readonly retired: readonly string[];
  /** Keys that this run has taken back. */
  readonly restored?: readonly string[];
  /** The version whose key the upstream accepted a moment ago. */
  readonly tested?: string;
}

/** Another run may hold a key that was just made, and which the provider shows only once. */
const HELD_ELSEWHERE_MS = 120_000;

/**
 * Decides what a step does next from what there is, never from what an earlier run meant to do: a step may be repeated, run twice
 * at once and die anywhere. `token` is the id of the version that the rotation is about.
 */
export function nextRotationAction(
  step: RotationStep,
  token: string,
  facts: RotationFacts,
  hand: InHand,
): RotationAction {
  const version = versionOf(facts, token);
  if (version?.stages.includes('AWSCURRENT') === true) return afterPromotion(step, facts);
  // Given up by a sweep or by an earlier try; what comes next has a token of its own.
  if (version?.stages.includes('AWSPENDING') !== true) return { do: 'fail', code: 'rotation.abandoned' };
  switch (step) {
    case 'createSecret':
      return create(version, facts, hand);
    case 'setSecret':
      return { do: 'nothing' }; // the key came from the provider, which knows it already
    case 'testSecret':
      // A schedule that is being set up tests the function on a version that is empty.
      return version.key === undefined || hand.tested === token
        ? { do: 'nothing' }
        : { do: 'test', versionId: token, how: 'for good' };
    case 'finishSecret':
      return finish(version, facts, hand);
  }
}

function create(version: RotationVersion, facts: RotationFacts, hand: InHand): RotationAction {
  const name = keyName(facts.prefix, version.id);
  const made = facts.keys.filter(
    (key) => key.name === name && !key.deleted && !hand.retired.includes(key.id),
  );
  if (version.key !== undefined) {
    const { keyId } = version.key;
    const second = made.find(({ id }) => id !== keyId); // two ran at once, and one of them came too late
    return second === undefined || keyId === undefined
      ? { do: 'nothing' }
      : { do: 'retire', keyId: second.id };
  }
  if (hand.keyId !== undefined) return { do: 'record', versionId: version.id };
  const shown = made.find(({ id }) => !hand.lost.includes(id));
  if (shown !== undefined) return { do: 'reveal', keyId: shown.id };
  const [lost] = made;
  if (lost === undefined) return { do: 'mint', name, keep: recordedIds(facts) };
  const ageMs = facts.now.getTime() - lost.createdAt.getTime();
  if (ageMs < HELD_ELSEWHERE_MS) return { do: 'fail', code: 'rotation.busy' };
  return { do: 'retire', keyId: lost.id };
}

function finish(version: RotationVersion, facts: RotationFacts, hand: InHand): RotationAction {
  if (version.key === undefined) return { do: 'fail', code: 'rotation.abandoned' };
  const unlabelled = unlabelledPrevious(facts);
  // It is about to lose AWS's label, and with it the last trace of when it was replaced.
  if (unlabelled !== undefined) return { do: 'label', kind: 'replaced', versionId: unlabelled.id };
  if (hand.tested !== version.id) return { do: 'test', versionId: version.id, how: 'once' };
  return { do: 'promote', to: version.id, from: versionAt(facts, 'AWSCURRENT')?.id };
}

function afterPromotion(step: RotationStep, facts: RotationFacts): RotationAction {
  if (step !== 'finishSecret') return { do: 'nothing' };
  const unlabelled = unlabelledPrevious(facts);
  return unlabelled === undefined
    ? (noLongerPending(facts) ?? { do: 'nothing' })
    : { do: 'label', kind: 'replaced', versionId: unlabelled.id };
}

/**
 * Takes `AWSPENDING` from the current version. Left on it, it would go with it when another key takes its place, and then read as a
 * rotation that is not over: Secrets Manager would begin no other, and the next run would promote the old key again.
 */
export function noLongerPending(facts: RotationFacts): RotationAction | undefined {
  const current = versionAt(facts, 'AWSCURRENT');
  return current?.stages.includes('AWSPENDING') === true
    ? { do: 'unlabel', stage: 'AWSPENDING', versionId: current.id }
    : undefined;
}

/** The version before the current one, if nothing says yet since when it has been that. */
export function unlabelledPrevious(facts: RotationFacts): RotationVersion | undefined {
  const previous = versionAt(facts, 'AWSPREVIOUS');
  if (previous?.key === undefined) return undefined;
  const known = (['replaced', 'retired', 'dead'] as const).some(
    (kind) => labelledAt(previous, kind) !== undefined,
  );
  return known ? undefined : previous;
}

/** The provider's ids of every key that a version holds. */
export const recordedIds = (facts: RotationFacts): readonly string[] =>
  facts.versions.flatMap(({ key }) => (key?.keyId === undefined ? [] : [key.keyId]));
