import { readProof } from './rotation-note.ts';
import type { SecretStory } from './secret-story.ts';
import { type LabelKind, labelledAt } from './version-label.ts';

/**
 * What became of a version's key. `replaced`: in its grace. `retired`: deleted, still tried. `refused`: refused since then, watched on.
 * `dead`: refused for a whole window. `unproven`: deleted, and nothing can try it. `forgotten`: nothing is told of it any more.
 */
export type KeyFate =
  | 'current'
  | 'pending'
  | 'replaced'
  | 'retired'
  | 'refused'
  | 'dead'
  | 'unproven'
  | 'forgotten';

export interface KeyChapter {
  readonly versionId: string;
  readonly fate: KeyFate;
  /** Since when; of a current or pending one since it was written. `null` where nothing tells. */
  readonly since: string | null;
  readonly createdAt: string;
  /** An operator said that it leaked. */
  readonly compromised: boolean;
  /** How long the provider went on accepting it after its deletion; only once it is dead. */
  readonly lagSeconds: number | null;
  /** Secrets Manager would give it back. */
  readonly previous: boolean;
}

/** Every version of a secret and what became of its key, the newest first. */
export const keyHistory = (story: SecretStory): readonly KeyChapter[] =>
  [...story.versions]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((version) => chapterOf(story, version));

function chapterOf(story: SecretStory, version: SecretStory['versions'][number]): KeyChapter {
  const at = (kind: LabelKind): Date | undefined => labelledAt(version, kind);
  const proof = readProof(story.notes.proof);
  const proven = proof?.versionId === version.id ? proof : undefined;
  const { fate, since } = fateOf(version, at, proven?.outcome);
  const [retired, refused] = [at('retired'), at('refused')];
  const measured =
    retired === undefined || refused === undefined
      ? undefined
      : Math.max(0, refused.getTime() - retired.getTime()) / 1000;
  return {
    versionId: version.id,
    fate,
    since: since?.toISOString() ?? proven?.at ?? null,
    createdAt: version.createdAt.toISOString(),
    compromised: at('compromised') !== undefined,
    lagSeconds: fate === 'dead' ? (proven?.lagSeconds ?? measured ?? null) : null,
    previous: version.stages.includes('AWSPREVIOUS'),
  };
}

function fateOf(
  { stages, createdAt }: SecretStory['versions'][number],
  at: (kind: LabelKind) => Date | undefined,
  proven: 'dead' | 'unproven' | undefined,
): { readonly fate: KeyFate; readonly since?: Date } {
  if (stages.includes('AWSCURRENT')) return { fate: 'current', since: createdAt };
  if (stages.includes('AWSPENDING')) return { fate: 'pending', since: createdAt };
  const dead = at('dead');
  // A key that nothing can try is labelled dead as well, so that its story ends; it was never refused.
  if (dead !== undefined) return { fate: at('refused') === undefined ? 'unproven' : 'dead', since: dead };
  for (const fate of ['refused', 'retired', 'replaced'] as const) {
    const since = at(fate);
    if (since !== undefined) return { fate, since };
  }
  if (proven !== undefined) return { fate: proven }; // its labels were tidied away
  return stages.includes('AWSPREVIOUS') ? { fate: 'replaced' } : { fate: 'forgotten' };
}
