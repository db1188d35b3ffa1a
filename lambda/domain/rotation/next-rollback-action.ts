import { type InHand, noLongerPending } from './next-rotation-action.ts';
import type { RotationAction } from './rotation-action.ts';
import { type RotationFacts, versionAt } from './rotation-facts.ts';
import { labelledAt, labelsOf } from './version-label.ts';

/** A label younger than this was written by this rollback. */
const FRESH_MS = 60_000;

/**
 * Puts the previous key back in the current one's place. Its grace begins anew first, and nobody calls it compromised any more, so
 * that no sweep retires it meanwhile; then it is taken back from the provider's bin, tested like any other key, and promoted.
 */
export function nextRollbackAction(target: string, facts: RotationFacts, hand: InHand): RotationAction {
  const version = facts.versions.find(({ id }) => id === target);
  if (version?.stages.includes('AWSCURRENT') === true) return { do: 'nothing' };
  if (version?.key === undefined || !version.stages.includes('AWSPREVIOUS'))
    return { do: 'fail', code: 'rotation.too_late' };
  const replacedAt = labelledAt(version, 'replaced');
  if (replacedAt === undefined || facts.now.getTime() - replacedAt.getTime() > FRESH_MS)
    return { do: 'label', kind: 'replaced', versionId: target };
  const [compromised] = labelsOf(version, 'compromised');
  if (compromised !== undefined) return { do: 'unlabel', stage: compromised, versionId: target };
  const { keyId } = version.key;
  const mayBeGone = labelledAt(version, 'retired') !== undefined || isDeleted(facts, keyId);
  if (mayBeGone && keyId !== undefined && !hand.restored?.includes(keyId)) return { do: 'restore', keyId };
  const [told] = (['retired', 'refused', 'dead'] as const).flatMap((kind) => labelsOf(version, kind));
  if (told !== undefined) return { do: 'unlabel', stage: told, versionId: target };
  if (hand.tested !== target) return { do: 'test', versionId: target, how: 'for good' };
  const stale = noLongerPending(facts);
  if (stale !== undefined) return stale;
  return { do: 'promote', to: target, from: versionAt(facts, 'AWSCURRENT')?.id };
}

const isDeleted = (facts: RotationFacts, keyId: string | undefined): boolean =>
  facts.keys.some(({ id, deleted }) => id === keyId && deleted);
