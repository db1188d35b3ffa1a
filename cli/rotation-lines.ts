import { FAULTS, type FaultCode } from '../contract/faults.ts';
import { readResult } from '../lambda/domain/rotation/rotation-note.ts';
import { labelledAt } from '../lambda/domain/rotation/version-label.ts';
import type { RotationProgress, TellProgress } from '../lambda/flows/rotation-progress.ts';

/** How often somebody who waits is told that the wait goes on. */
const TELL_EVERY_MS = 30_000;

/** The first part of a version's id: enough to tell versions apart. */
export const shortId = (versionId: string): string => versionId.slice(0, 8);

/** What a fault of the rotation means and what to do about it. */
export const faultText = (code: string): readonly [title: string, next: string] => {
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code as FaultCode] : FAULTS.internal;
  return [`${code}: ${known.title}`, known.next];
};

/** Tells a command's progress in lines for people: each thing once, and now and then that a wait goes on. */
export function rotationLines(complain: (lines: readonly string[]) => void): TellProgress {
  let told = '';
  let toldAtMs = 0;
  let failure = '';
  return (progress) => {
    const line = lineOf(progress);
    const { elapsedMs } = progress;
    if (line !== told || elapsedMs - toldAtMs >= TELL_EVERY_MS) {
      complain([line === told ? `… ${elapsed(elapsedMs)}` : line]);
      told = line;
      toldAtMs = elapsedMs;
    }
    const failed = failureOf(progress);
    if (failed !== undefined && failed !== failure) {
      complain([failed]);
      failure = failed;
    }
  };
}

function lineOf({ step, story }: RotationProgress): string {
  switch (step.do) {
    case 'label':
      return step.kind === 'compromised'
        ? `Labelling version ${shortId(step.versionId)} as compromised: its key has no grace.`
        : `Noting on version ${shortId(step.versionId)} that it was replaced.`;
    case 'begin':
      return 'Asking Secrets Manager for a rotation.';
    case 'sweep':
      return 'Asking the rotation function to look after this upstream’s keys now.';
    case 'roll-back':
      return 'Asking the rotation function for the previous key: it is tried before it serves.';
    case 'wait':
      break;
  }
  const version = shortId(step.versionId);
  if (step.until === 'current')
    return `Waiting until version ${version} was accepted by the upstream and serves …`;
  if (step.until === 'retired') return `Waiting until the key of version ${version} is deleted …`;
  const found = story.versions.find(({ id }) => id === step.versionId);
  const since = found === undefined ? undefined : labelledAt(found, 'refused');
  return since === undefined
    ? `Deleted. The key of version ${version} may still be accepted: it is tried until it is refused …`
    : `The key of version ${version} is refused since ${since.toISOString()}; after ten minutes of that it is dead …`;
}

/** The last try of the rotation that is waited for, where it failed: somebody repeats it. */
function failureOf({ step, story }: RotationProgress): string | undefined {
  if (step.do !== 'wait' || step.until !== 'current') return undefined;
  const result = readResult(story.notes.result);
  if (result?.outcome !== 'failed' || result.versionId !== step.versionId) return undefined;
  const [title, next] = faultText(result.code ?? 'internal');
  return `The try of ${result.at} failed: ${title}. ${next}`;
}

function elapsed(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
