import { expect, test } from '@jest/globals';
import { nextSweepAction } from '../../../../lambda/domain/rotation/next-sweep-action.ts';
import type {
  KnownKey,
  RotationFacts,
  RotationVersion,
} from '../../../../lambda/domain/rotation/rotation-facts.ts';
import {
  before,
  factsWith,
  HOUR,
  keyFor,
  labelled,
  MINUTE,
  SECOND,
  versionWith,
} from '../../../support/rotation-facts.ts';

const GRACE = 80 * MINUTE;
const DAY = 24 * HOUR;
const CURRENT = versionWith('now', ['AWSCURRENT']);
const old = (...stages: readonly string[]) => versionWith('old', stages);
const sweep = (
  versions: readonly RotationVersion[],
  keys: readonly KnownKey[] = [],
  more: Partial<RotationFacts> = {},
  retired: readonly string[] = [],
) => nextSweepAction(factsWith(versions, keys, more), GRACE, retired);
const NOTHING = { do: 'nothing' };
const replaced = (agoMs: number) => labelled('replaced', 'old', agoMs);

test('a secret that is in order needs nothing', () => {
  expect(sweep([CURRENT], [keyFor('now')])).toEqual(NOTHING);
  expect(sweep([CURRENT, old('AWSPREVIOUS', replaced(MINUTE))], [keyFor('now'), keyFor('old')])).toEqual(
    NOTHING,
  );
});

test('what is previous without a time, and what is alive without any label, gets its grace from now', () => {
  const label = { do: 'label', kind: 'replaced', versionId: 'old' };
  expect(sweep([CURRENT, old('AWSPREVIOUS')])).toEqual(label);
  expect(sweep([CURRENT, old()], [keyFor('old')])).toEqual(label);
  expect(sweep([CURRENT, old()], [keyFor('old', { deleted: true })])).toEqual(NOTHING);
  expect(sweep([CURRENT, old()], [keyFor('old')], {}, ['key-of-old'])).toEqual(NOTHING);
  expect(sweep([CURRENT, versionWith('old', [], { key: {} })], [])).toEqual(NOTHING);
});

test.each([
  [GRACE - SECOND, NOTHING],
  [GRACE, { do: 'retire', keyId: 'key-of-old' }],
])('%d ms after it was replaced, an old key is due or not', (agoMs, action) => {
  expect(sweep([CURRENT, old('AWSPREVIOUS', replaced(agoMs))], [keyFor('old')])).toEqual(action);
});

test('a compromised key has no grace once it is replaced, and is not touched while it serves', () => {
  const compromised = labelled('compromised', 'old', MINUTE);
  expect(sweep([CURRENT, old('AWSPREVIOUS', replaced(SECOND), compromised)], [keyFor('old')])).toMatchObject({
    do: 'retire',
  });
  expect(sweep([old('AWSCURRENT', compromised)], [keyFor('old')])).toEqual(NOTHING);
});

test('a key in use is never retired, however old the time on it', () => {
  for (const stage of ['AWSCURRENT', 'AWSPENDING'])
    expect(sweep([old(stage, replaced(DAY / 2))], [keyFor('old')]).do).not.toBe('retire');
});

test.each<[string, readonly KnownKey[], Partial<RotationFacts>, readonly string[]]>([
  ['the provider has deleted it', [keyFor('old', { deleted: true })], {}, []],
  ['this run has deleted it', [keyFor('old')], {}, ['key-of-old']],
  ['an operator made it', [keyFor('old')], { minted: false }, []],
])('a due key is labelled retired where %s', (_why, keys, more, retired) => {
  expect(sweep([CURRENT, old('AWSPREVIOUS', replaced(GRACE))], keys, more, retired)).toEqual({
    do: 'label',
    kind: 'retired',
    versionId: 'old',
  });
});

test('a due version without an id at the provider is labelled retired', () => {
  for (const key of [{}, undefined])
    expect(sweep([CURRENT, versionWith('old', [replaced(GRACE)], { key })])).toMatchObject({
      do: 'label',
      kind: 'retired',
    });
});

test.each([
  [DAY - SECOND, NOTHING],
  [DAY, { do: 'unlabel', stage: 'AWSPENDING', versionId: 'new' }],
])('a rotation that nobody repeats for %d ms is given up or not', (agoMs, action) => {
  const pending = versionWith('new', ['AWSPENDING'], { createdAt: before(agoMs), key: undefined });
  expect(sweep([CURRENT, pending])).toEqual(action);
});

test('a rotation that is given up loses its key first, and an operator’s is never given up', () => {
  const pending = versionWith('new', ['AWSPENDING'], { createdAt: before(DAY) });
  expect(sweep([CURRENT, pending], [keyFor('new')])).toEqual({ do: 'retire', keyId: 'key-of-new' });
  expect(sweep([CURRENT, pending], [keyFor('new', { deleted: true })])).toMatchObject({ do: 'unlabel' });
  expect(sweep([CURRENT, pending], [], { minted: false })).toEqual(NOTHING);
});

test.each([
  [20 * MINUTE - SECOND, NOTHING],
  [20 * MINUTE, { do: 'retire', keyId: 'orphan' }],
])('a key that is in no version is removed after %d ms or not', (agoMs, action) => {
  const orphan = keyFor('lost', { id: 'orphan', createdAt: before(agoMs) });
  expect(sweep([CURRENT], [keyFor('now'), orphan])).toEqual(action);
});

test('a key whose rotation may still come back for it is left alone; once another is recorded it is not', () => {
  const made = keyFor('new', { id: 'made' });
  const awaiting = versionWith('new', ['AWSPENDING'], { key: undefined });
  expect(sweep([CURRENT, awaiting], [made])).toEqual(NOTHING);
  expect(sweep([CURRENT, awaiting], [keyFor('other', { id: 'orphan' })])).toMatchObject({
    do: 'retire',
    keyId: 'orphan',
  });
  expect(sweep([CURRENT, versionWith('new', ['AWSPENDING'])], [made])).toEqual({
    do: 'retire',
    keyId: 'made',
  });
});

test('the current version does not stay pending', () => {
  expect(sweep([versionWith('now', ['AWSCURRENT', 'AWSPENDING'])])).toEqual({
    do: 'unlabel',
    stage: 'AWSPENDING',
    versionId: 'now',
  });
});

test('labels of a finished story make room, one at a time, and those that still say something stay', () => {
  const [r, t, d, c] = (['replaced', 'retired', 'dead', 'compromised'] as const).map((kind) =>
    labelled(kind, 'old', HOUR),
  ) as [string, string, string, string];
  const gone = (stage: string) => ({ do: 'unlabel', stage, versionId: 'old' });
  expect(sweep([old('AWSCURRENT', c, r)])).toEqual(gone(r)); // a rollback left it
  expect(sweep([CURRENT, old(d, r)])).toEqual(gone(d));
  expect(sweep([CURRENT, old('AWSPREVIOUS', d, r)])).toEqual(gone(r));
  expect(sweep([CURRENT, old('AWSPREVIOUS', d, t)])).toEqual(NOTHING);
  expect(sweep([CURRENT, old(t, r)])).toEqual(gone(r));
});

test('stories that are over make room before anything is written: twenty labels may be taken', () => {
  const over = (['retired', 'refused', 'dead'] as const).map((kind) => labelled(kind, 'over', HOUR));
  const due = old('AWSPREVIOUS', replaced(GRACE));
  const action = sweep([CURRENT, due, versionWith('over', over)], [keyFor('old', { deleted: true })]);
  expect(action).toMatchObject({ do: 'unlabel', versionId: 'over' });
});

test('a retired key is tried until it is dead, unless it serves again', () => {
  const retired = labelled('retired', 'old', MINUTE);
  expect(sweep([CURRENT, old('AWSPREVIOUS', retired)])).toEqual({ do: 'prove', versionIds: ['old'] });
  expect(sweep([CURRENT, old('AWSPREVIOUS', retired, labelled('dead', 'old', SECOND))])).toEqual(NOTHING);
  expect(sweep([CURRENT, old('AWSPENDING', retired)]).do).not.toBe('prove');
});
