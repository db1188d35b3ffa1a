import { keyName, keyPrefix } from '../../lambda/domain/rotation/key-name.ts';
import type {
  KnownKey,
  RotationFacts,
  RotationVersion,
} from '../../lambda/domain/rotation/rotation-facts.ts';
import { type LabelKind, labelFor } from '../../lambda/domain/rotation/version-label.ts';

export const NOW = new Date('2026-11-26T12:00:00.000Z');
export const PREFIX = keyPrefix('test', 'api');
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const before = (ms: number): Date => new Date(NOW.getTime() - ms);

/** A version whose key has the id `key-of-<id>`, unless it is said otherwise. */
export const versionWith = (
  id: string,
  stages: readonly string[],
  more: Partial<Omit<RotationVersion, 'id' | 'stages'>> = {},
): RotationVersion => ({ id, stages, createdAt: before(HOUR), key: { keyId: `key-of-${id}` }, ...more });

/** A key that a rotation made for a version. */
export const keyFor = (versionId: string, more: Partial<KnownKey> = {}): KnownKey => ({
  id: `key-of-${versionId}`,
  name: keyName(PREFIX, versionId),
  createdAt: before(HOUR),
  deleted: false,
  ...more,
});

export const factsWith = (
  versions: readonly RotationVersion[],
  keys: readonly KnownKey[] = [],
  more: Partial<RotationFacts> = {},
): RotationFacts => ({ versions, keys, minted: true, prefix: PREFIX, now: NOW, ...more });

/** A label that was written so long ago. */
export const labelled = (kind: LabelKind, versionId: string, agoMs: number): string =>
  labelFor(kind, versionId, before(agoMs));
