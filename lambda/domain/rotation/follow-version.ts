import type { OperatorFacts, OperatorStep } from './operator-step.ts';
import { versionOf } from './rotation-facts.ts';
import { readResult } from './rotation-note.ts';
import { labelledAt } from './version-label.ts';

/** What to do about a version that is to become the current one: it did, it still may, or it was given up. */
export function followVersion(
  versionId: string,
  { story }: Pick<OperatorFacts, 'story'>,
): Extract<OperatorStep, { do: 'wait' | 'end' }> {
  const version = versionOf(story, versionId);
  // One that was asked for a moment ago may not be told of yet.
  if (version === undefined) return { do: 'wait', until: 'current', versionId };
  const { stages } = version;
  const served =
    stages.includes('AWSCURRENT') ||
    stages.includes('AWSPREVIOUS') ||
    (['replaced', 'retired', 'dead'] as const).some((kind) => labelledAt(version, kind) !== undefined);
  if (served) return { do: 'end', as: 'promoted', versionId };
  if (stages.includes('AWSPENDING')) return { do: 'wait', until: 'current', versionId };
  return { do: 'end', as: 'refused', versionId, code: failureOf(versionId, story.notes.result) };
}

/** Why a version lost AWS's label, as far as it was noted. */
function failureOf(versionId: string, note: string | undefined): string {
  const told = readResult(note);
  return (told?.versionId === versionId ? told.code : undefined) ?? 'rotation.abandoned';
}
