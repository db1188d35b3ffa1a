import { followVersion } from './follow-version.ts';
import { type OperatorFacts, type OperatorHand, type OperatorStep, sweepDue } from './operator-step.ts';
import { pendingOf, versionAt, versionOf } from './rotation-facts.ts';
import { readProof } from './rotation-note.ts';
import { rotationToken } from './rotation-token.ts';
import type { SecretStory } from './secret-story.ts';
import { labelledAt } from './version-label.ts';

export interface EmergencyWish {
  /** The version whose key leaked. */
  readonly leaked: string;
  /** Whose secret it is: part of what the rotation is asked for with. */
  readonly secretArn: string;
  /** Stay until the key is proven dead, and not only until it is deleted. */
  readonly wait: boolean;
}

/** The version that an emergency is about: the one that was named, one whose incident is still open, or the current one. */
export function leakedVersion(story: SecretStory, named: string | undefined): string | undefined {
  if (named !== undefined) return versionOf(story, named)?.id;
  const open = story.versions.find(
    (version) =>
      !version.stages.includes('AWSCURRENT') &&
      labelledAt(version, 'compromised') !== undefined &&
      labelledAt(version, 'dead') === undefined,
  );
  return open?.id ?? versionAt(story, 'AWSCURRENT')?.id;
}

/**
 * A key leaked: it is labelled first, so that whatever replaces it deletes it without grace; then it is replaced, deleted and
 * proven dead. Every step shows in the labels, so that a second run goes on where the first one ended.
 */
export function nextEmergencyStep(
  facts: OperatorFacts,
  hand: OperatorHand,
  wish: EmergencyWish,
): OperatorStep {
  const { leaked, wait } = wish;
  const version = versionOf(facts.story, leaked);
  if (version === undefined) return { do: 'end', as: 'unknown-version' };
  const over = proofOf(facts, leaked);
  if (over !== undefined) return { do: 'end', as: over, versionId: leaked };
  if (labelledAt(version, 'compromised') === undefined) return unlabelled(version, hand);
  if (version.stages.includes('AWSCURRENT')) return replace(facts, hand, wish);
  // It cannot be deleted before it was replaced.
  if (version.stages.includes('AWSPENDING')) return { do: 'wait', until: 'current', versionId: leaked };
  const due = sweepDue(hand, facts.now);
  if (labelledAt(version, 'retired') !== undefined) {
    if (!wait) return { do: 'end', as: 'open', versionId: leaked };
    return due ? { do: 'sweep' } : { do: 'wait', until: 'dead', versionId: leaked };
  }
  // A sweep would not know of a version that lost AWS's labels before anybody wrote when.
  if (labelledAt(version, 'replaced') === undefined)
    return { do: 'label', kind: 'replaced', versionId: leaked };
  return due ? { do: 'sweep' } : { do: 'wait', until: 'retired', versionId: leaked };
}

function unlabelled(version: SecretStory['versions'][number], hand: OperatorHand): OperatorStep {
  const versionId = version.id;
  const known = hand.before === undefined ? undefined : versionOf(hand.before, versionId);
  if (known !== undefined && labelledAt(known, 'compromised') !== undefined)
    // Gone again: tidied away after a proof, or taken back by a rollback to this very version.
    return { do: 'end', as: version.stages.includes('AWSCURRENT') ? 'rolled-back' : 'proven', versionId };
  return hand.labelled === true
    ? { do: 'wait', until: 'retired', versionId }
    : { do: 'label', kind: 'compromised', versionId };
}

function proofOf({ story }: OperatorFacts, leaked: string): 'proven' | 'unproven' | undefined {
  const version = versionOf(story, leaked);
  if (version === undefined) return undefined;
  const proof = readProof(story.notes.proof);
  if (proof?.versionId === leaked) return proof.outcome === 'dead' ? 'proven' : 'unproven';
  if (labelledAt(version, 'dead') === undefined) return undefined;
  return labelledAt(version, 'refused') === undefined ? 'unproven' : 'proven';
}

function replace(facts: OperatorFacts, hand: OperatorHand, wish: EmergencyWish): OperatorStep {
  const { story, minted, now } = facts;
  const following = hand.following ?? pendingOf(story)?.id;
  if (minted && hand.asked !== true) return { do: 'begin', token: tokenFor(story, wish), instead: following };
  if (following === undefined)
    return { do: 'end', as: minted ? 'not-rotated' : 'needs-key', versionId: wish.leaked };
  const met = followVersion(following, facts);
  return !minted && met.do === 'wait' && sweepDue(hand, now) ? { do: 'sweep', following } : met;
}

/** One rotation for one leak. Where the last one was given up, or undone, another is asked for. */
function tokenFor(story: SecretStory, { secretArn, leaked }: EmergencyWish): string {
  for (let turn = 0; ; turn += 1) {
    const token = rotationToken(secretArn, 'emergency', leaked, String(turn));
    const known = versionOf(story, token);
    if (known === undefined || known.stages.includes('AWSPENDING')) return token;
  }
}
