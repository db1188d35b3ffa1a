import type { OperatorFacts, OperatorHand, OperatorStep } from './operator-step.ts';
import { pendingOf, versionAt, versionOf } from './rotation-facts.ts';
import { labelledAt } from './version-label.ts';

export interface GoBackWish {
  /** The version that is to serve again; pinned when the command begins. */
  readonly to: string | undefined;
  /** Whether an operator named it. */
  readonly named: boolean;
}

/**
 * Puts the previous key back in the current one's place, while it can still be had. After a rollback the previous version is the
 * younger of the two: going back once more would undo it, so only a command that names the version does.
 */
export function nextGoBackStep(
  { story }: Pick<OperatorFacts, 'story'>,
  hand: OperatorHand,
  { to, named }: GoBackWish,
): OperatorStep {
  const version = to === undefined ? undefined : versionOf(story, to);
  const current = versionAt(story, 'AWSCURRENT');
  if (version === undefined) return { do: 'end', as: named ? 'unknown-version' : 'too-late' };
  const versionId = version.id;
  if (version === current) return { do: 'end', as: 'rolled-back', versionId };
  const { answer } = hand;
  if (answer?.outcome === 'failed') {
    const as = answer.code === 'rotation.too_late' ? 'too-late' : 'refused';
    return { do: 'end', as, versionId, code: answer.code };
  }
  if (answer !== undefined) return { do: 'wait', until: 'current', versionId };
  if (!version.stages.includes('AWSPREVIOUS')) return { do: 'end', as: 'too-late', versionId };
  const undone = current !== undefined && version.createdAt > current.createdAt;
  if (undone && !named) return { do: 'end', as: 'rolled-back', versionId: current.id };
  if (pendingOf(story) !== undefined && !named) return { do: 'end', as: 'busy', versionId };
  if (labelledAt(version, 'compromised') !== undefined && !named)
    return { do: 'end', as: 'leaked', versionId };
  return { do: 'roll-back', versionId };
}
