import { expect, test } from '@jest/globals';
import { nextRollbackAction } from '../../../../lambda/domain/rotation/next-rollback-action.ts';
import type { RotationAction } from '../../../../lambda/domain/rotation/rotation-action.ts';
import type { KnownKey, RotationVersion } from '../../../../lambda/domain/rotation/rotation-facts.ts';
import {
  factsWith,
  HOUR,
  keyFor,
  labelled,
  MINUTE,
  SECOND,
  versionWith,
} from '../../../support/rotation-facts.ts';

const OLD = 'version-old';
const CURRENT = versionWith('version-new', ['AWSCURRENT']);
const fresh = labelled('replaced', OLD, SECOND);
const old = (...stages: readonly string[]) => versionWith(OLD, ['AWSPREVIOUS', ...stages]);
const next = (
  version: RotationVersion,
  {
    keys = [],
    restored = [],
    tested,
    current = CURRENT,
  }: {
    keys?: readonly KnownKey[];
    restored?: readonly string[];
    tested?: string;
    current?: RotationVersion;
  } = {},
): RotationAction =>
  nextRollbackAction(OLD, factsWith([current, version], keys), {
    lost: [],
    retired: [],
    restored,
    ...(tested === undefined ? {} : { tested }),
  });

test('with the target current, nothing is left to do', () => {
  const facts = factsWith([versionWith(OLD, ['AWSCURRENT'])]);
  expect(nextRollbackAction(OLD, facts, { lost: [], retired: [] })).toEqual({ do: 'nothing' });
});

test.each([
  ['is not there', versionWith('another', ['AWSPREVIOUS'])],
  ['is no longer the previous one', versionWith(OLD, [])],
  ['holds no key', versionWith(OLD, ['AWSPREVIOUS'], { key: undefined })],
])('a target that %s comes too late', (_what, version) => {
  expect(next(version)).toEqual({ do: 'fail', code: 'rotation.too_late' });
});

test.each([
  ['was never written', []],
  ['is a minute old', [labelled('replaced', OLD, MINUTE + SECOND)]],
])('a grace that %s begins anew before anything else', (_what, labels) => {
  expect(next(old(...labels))).toEqual({ do: 'label', kind: 'replaced', versionId: OLD });
});

test('a key that is put back is compromised no more, before it is taken from the bin', () => {
  const stage = labelled('compromised', OLD, HOUR);
  const version = old(fresh, stage, labelled('retired', OLD, HOUR));
  expect(next(version)).toEqual({ do: 'unlabel', stage, versionId: OLD });
});

test.each([
  ['a label says', old(fresh, labelled('retired', OLD, HOUR)), []],
  ['the provider says', old(fresh), [keyFor(OLD, { deleted: true })]],
])('a key that may be gone, as %s, is taken back once', (_who, version, keys) => {
  expect(next(version, { keys })).toEqual({ do: 'restore', keyId: `key-of-${OLD}` });
  expect(next(version, { keys, restored: [`key-of-${OLD}`] }).do).not.toBe('restore');
});

test('another key’s deletion is no reason to take this one back', () => {
  expect(next(old(fresh), { keys: [keyFor('other', { deleted: true }), keyFor(OLD)] })).toMatchObject({
    do: 'test',
  });
});

test.each(['retired', 'refused', 'dead'] as const)('the label %s goes once the key is back', (kind) => {
  const stage = labelled(kind, OLD, HOUR);
  const restored = [`key-of-${OLD}`];
  expect(next(old(fresh, stage), { restored })).toEqual({ do: 'unlabel', stage, versionId: OLD });
});

test('nothing is promoted untested, and what serves does not stay pending', () => {
  expect(next(old(fresh))).toEqual({ do: 'test', versionId: OLD, how: 'for good' });
  expect(next(old(fresh), { tested: 'version-new' })).toEqual({
    do: 'test',
    versionId: OLD,
    how: 'for good',
  });
  const current = versionWith('version-new', ['AWSCURRENT', 'AWSPENDING']);
  expect(next(old(fresh), { tested: OLD, current })).toMatchObject({ do: 'unlabel', stage: 'AWSPENDING' });
  expect(next(old(fresh), { tested: OLD })).toEqual({ do: 'promote', to: OLD, from: 'version-new' });
});

test('a key that an operator put has no id at a provider, and is never looked for in a bin', () => {
  const version = versionWith(OLD, ['AWSPREVIOUS', fresh], { key: {} });
  expect(next(version, { keys: [keyFor(OLD, { deleted: true })] })).toMatchObject({ do: 'test' });
});
