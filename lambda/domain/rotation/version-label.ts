/**
 * What becomes of a version's key is written on the version itself, as staging labels of ours beside AWS's own: they are read and
 * moved with it, one at a time, and hold nothing secret. `replaced`: not current any more, since then. `retired`: deleted at the
 * provider, then. `refused`: the upstream has refused it at every try, since then. `dead`: refused for a whole window.
 * `compromised`: it is deleted the moment it is replaced.
 */
export type LabelKind = 'replaced' | 'retired' | 'refused' | 'dead' | 'compromised';

interface Labelled {
  readonly id: string;
  readonly stages: readonly string[];
}

const PREFIX = 'sallyport-';

/** A secret has each label once; the version's id keeps two that were written in one second apart. */
export const labelFor = (kind: LabelKind, versionId: string, at: Date): string =>
  `${PREFIX}${kind}-${Math.floor(at.getTime() / 1000)}-${versionId.slice(-8)}`;

/** Our labels of one kind on a version. */
export const labelsOf = (version: Labelled, kind: LabelKind): readonly string[] =>
  version.stages.filter((stage) => stage.startsWith(`${PREFIX}${kind}-`));

/** When a version was last labelled so; `undefined` if it is not. */
export function labelledAt(version: Labelled, kind: LabelKind): Date | undefined {
  const seconds = labelsOf(version, kind).map((label) => Number(label.split('-')[2]));
  return seconds.length === 0 ? undefined : new Date(Math.max(...seconds) * 1000);
}

/** Every label of ours on a version. */
export const ownLabels = (version: Labelled): readonly string[] =>
  version.stages.filter((stage) => stage.startsWith(PREFIX));
