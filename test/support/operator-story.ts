import { type LabelKind, labelFor } from '../../lambda/domain/rotation/version-label.ts';

/** When everything of such a story happened, and the moment it is read. */
export const STORY_AT = new Date('2026-11-23T17:00:00.000Z');

export const storyLabel = (kind: LabelKind, id: string): string => labelFor(kind, id, STORY_AT);

/** A secret's story: its versions by their labels, each a second younger than the one before, and its notes. */
export const storyOf = (versions: Readonly<Record<string, readonly string[]>>, notes = {}) => ({
  versions: Object.entries(versions).map(([id, stages], i) => ({
    ...{ id, stages, createdAt: new Date(STORY_AT.getTime() - 60_000 + i * 1_000) },
  })),
  notes,
});

/** What an operator's next step is decided from. */
export const operatorFacts = (
  versions: Readonly<Record<string, readonly string[]>>,
  minted = true,
  notes = {},
) => ({ story: storyOf(versions, notes), minted, now: STORY_AT });
