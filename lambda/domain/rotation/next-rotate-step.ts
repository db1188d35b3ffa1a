import { followVersion } from './follow-version.ts';
import { type OperatorFacts, type OperatorHand, type OperatorStep, sweepDue } from './operator-step.ts';
import { pendingOf, versionOf } from './rotation-facts.ts';

export interface RotateWish {
  /** Id of the version that this rotation makes: the same one again asks for the same rotation. */
  readonly token: string;
  /** Stay until it is over. */
  readonly wait: boolean;
}

/**
 * Lets the upstream's key be replaced. A rotation that is under way is taken up and not begun twice; where an operator makes the
 * keys, the one that was put is promoted.
 */
export function nextRotateStep(facts: OperatorFacts, hand: OperatorHand, wish: RotateWish): OperatorStep {
  const { story, minted, now } = facts;
  const pending = pendingOf(story);
  const known = versionOf(story, wish.token)?.id;
  const following = hand.following ?? known ?? pending?.id;
  const met = following === undefined ? undefined : followVersion(following, facts);
  if (met?.do === 'end') return met;
  if (minted && hand.asked !== true) return { do: 'begin', token: wish.token, instead: pending?.id };
  if (following === undefined || met === undefined)
    return { do: 'end', as: minted ? 'not-rotated' : 'needs-key' };
  if (!minted && sweepDue(hand, now)) return { do: 'sweep', following };
  return wish.wait ? met : { do: 'end', as: 'under-way', versionId: following };
}
