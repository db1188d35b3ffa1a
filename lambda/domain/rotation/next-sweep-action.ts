import { keyName } from './key-name.ts';
import { noLongerPending, recordedIds, unlabelledPrevious } from './next-rotation-action.ts';
import type { RotationAction } from './rotation-action.ts';
import { pendingOf, type RotationFacts, type RotationVersion, versionAt } from './rotation-facts.ts';
import { labelledAt, labelsOf, ownLabels } from './version-label.ts';

/** Longer than any run of the function: what is older was left behind. */
const LEFT_BEHIND_MS = 20 * 60_000;
/** Longer than Secrets Manager repeats a rotation that failed. */
const GIVEN_UP_MS = 24 * 3_600_000;

/**
 * Tidies up, one thing at a time: what was replaced is retired after its grace, what was left behind is removed. `retired` are keys
 * that this run has retired: a provider's list may lag behind.
 */
export function nextSweepAction(
  given: RotationFacts,
  graceMs: number,
  retired: readonly string[],
): RotationAction {
  const facts = {
    ...given,
    keys: given.keys.map((key) => ({ ...key, deleted: key.deleted || retired.includes(key.id) })),
  };
  // First of all: with all twenty labels taken nothing else could be written, and nothing would ever make room.
  const spare = tidyLabels(facts);
  if (spare !== undefined) return spare;
  const unlabelled = unlabelledPrevious(facts) ?? forgotten(facts);
  if (unlabelled !== undefined) return { do: 'label', kind: 'replaced', versionId: unlabelled.id };
  return (
    retireReplaced(facts, graceMs, retired) ??
    giveUpPending(facts) ??
    removeOrphan(facts) ??
    noLongerPending(facts) ??
    prove(facts) ?? { do: 'nothing' }
  );
}

const sinceMs = (facts: RotationFacts, at: Date): number => facts.now.getTime() - at.getTime();

/** In use, or about to be. */
const inUse = ({ stages }: RotationVersion): boolean =>
  stages.includes('AWSCURRENT') || stages.includes('AWSPENDING');

/** A version without any label whose key is still alive at the provider: somebody put other versions in its place. */
function forgotten(facts: RotationFacts): RotationVersion | undefined {
  const alive = new Set(facts.keys.filter(({ deleted }) => !deleted).map(({ id }) => id));
  return facts.versions.find(
    ({ stages, key }) => stages.length === 0 && key?.keyId !== undefined && alive.has(key.keyId),
  );
}

function retireReplaced(
  facts: RotationFacts,
  graceMs: number,
  retired: readonly string[],
): RotationAction | undefined {
  for (const version of facts.versions) {
    const replacedAt = labelledAt(version, 'replaced');
    if (replacedAt === undefined || inUse(version) || labelledAt(version, 'retired') !== undefined) continue;
    const due = labelledAt(version, 'compromised') !== undefined || sinceMs(facts, replacedAt) >= graceMs;
    if (!due) continue;
    const { keyId } = version.key ?? {};
    const known = facts.keys.find(({ id }) => id === keyId);
    // What an operator made, an operator deletes; the proof of its death asks for it.
    const gone = keyId !== undefined && (known?.deleted === true || retired.includes(keyId));
    if (keyId === undefined || !facts.minted || gone)
      return { do: 'label', kind: 'retired', versionId: version.id };
    return { do: 'retire', keyId };
  }
  return undefined;
}

function giveUpPending(facts: RotationFacts): RotationAction | undefined {
  const pending = pendingOf(facts);
  if (pending === undefined || !facts.minted || sinceMs(facts, pending.createdAt) < GIVEN_UP_MS)
    return undefined;
  const name = keyName(facts.prefix, pending.id);
  const made = facts.keys.find((key) => key.name === name && !key.deleted);
  if (made !== undefined) return { do: 'retire', keyId: made.id };
  return { do: 'unlabel', stage: 'AWSPENDING', versionId: pending.id };
}

/** Made, and never recorded: the run that made it died, or another one was faster. */
function removeOrphan(facts: RotationFacts): RotationAction | undefined {
  const recorded = new Set(recordedIds(facts));
  const pending = pendingOf(facts);
  const awaited = pending?.key === undefined ? pending : undefined;
  const orphan = facts.keys.find(
    ({ id, name, createdAt, deleted }) =>
      !deleted &&
      !recorded.has(id) &&
      sinceMs(facts, createdAt) >= LEFT_BEHIND_MS &&
      // The rotation it was made for may still come back for it.
      (awaited === undefined || name !== keyName(facts.prefix, awaited.id)),
  );
  return orphan === undefined ? undefined : { do: 'retire', keyId: orphan.id };
}

/** A secret has twenty labels in all; those of a finished story make room. */
function tidyLabels(facts: RotationFacts): RotationAction | undefined {
  for (const version of facts.versions) {
    const finished = labelledAt(version, 'dead') !== undefined;
    const current = version === versionAt(facts, 'AWSCURRENT');
    const previous = version.stages.includes('AWSPREVIOUS');
    const spare = current
      ? ownLabels(version).filter((label) => !labelsOf(version, 'compromised').includes(label))
      : finished && !previous
        ? ownLabels(version)
        : labelledAt(version, 'retired') !== undefined || finished
          ? labelsOf(version, 'replaced')
          : [];
    const [stage] = spare;
    if (stage !== undefined) return { do: 'unlabel', stage, versionId: version.id };
  }
  return undefined;
}

function prove(facts: RotationFacts): RotationAction | undefined {
  const open = facts.versions.filter(
    (version) =>
      !inUse(version) &&
      labelledAt(version, 'retired') !== undefined &&
      labelledAt(version, 'dead') === undefined,
  );
  return open.length === 0 ? undefined : { do: 'prove', versionIds: open.map(({ id }) => id) };
}
