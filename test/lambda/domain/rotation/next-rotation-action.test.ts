import { expect, test } from '@jest/globals';
import { keyName } from '../../../../lambda/domain/rotation/key-name.ts';
import {
  type InHand,
  nextRotationAction,
  noLongerPending,
  ROTATION_STEPS,
  type RotationStep,
  recordedIds,
  unlabelledPrevious,
} from '../../../../lambda/domain/rotation/next-rotation-action.ts';
import type { RotationFacts } from '../../../../lambda/domain/rotation/rotation-facts.ts';
import {
  before,
  factsWith,
  keyFor,
  labelled,
  MINUTE,
  PREFIX,
  SECOND,
  versionWith,
} from '../../../support/rotation-facts.ts';

const TOKEN = 'version-new';
const NAME = keyName(PREFIX, TOKEN);
const CURRENT = versionWith('version-now', ['AWSCURRENT']);
const EMPTY = versionWith(TOKEN, ['AWSPENDING'], { key: undefined });
const FULL = versionWith(TOKEN, ['AWSPENDING']);
const next = (step: RotationStep, facts: RotationFacts, hand: Partial<InHand> = {}) =>
  nextRotationAction(step, TOKEN, facts, { lost: [], retired: [], ...hand });

test.each(ROTATION_STEPS)('%s of a rotation that was given up fails', (step) => {
  const abandoned = { do: 'fail', code: 'rotation.abandoned' };
  expect(next(step, factsWith([CURRENT]))).toEqual(abandoned);
  expect(next(step, factsWith([CURRENT, versionWith(TOKEN, [])]))).toEqual(abandoned);
});

test.each(ROTATION_STEPS)('%s has nothing to do once its version is current', (step) => {
  expect(next(step, factsWith([versionWith(TOKEN, ['AWSCURRENT'])]))).toEqual({ do: 'nothing' });
});

test('a first run makes a key, and says which ones must go on working', () => {
  const facts = factsWith([CURRENT, EMPTY, versionWith('version-0', ['AWSPREVIOUS'])]);
  const keep = ['key-of-version-now', 'key-of-version-0'];
  expect(next('createSecret', facts)).toEqual({ do: 'mint', name: NAME, keep });
});

test('a key of this version’s name is shown and not made again; others’, deleted and retired ones do not count', () => {
  const found = (keys: readonly ReturnType<typeof keyFor>[], hand: Partial<InHand> = {}) =>
    next('createSecret', factsWith([CURRENT, EMPTY], keys), hand).do;
  expect(next('createSecret', factsWith([CURRENT, EMPTY], [keyFor(TOKEN)]))).toEqual({
    do: 'reveal',
    keyId: `key-of-${TOKEN}`,
  });
  expect(found([keyFor('another')])).toBe('mint');
  expect(found([keyFor(TOKEN, { deleted: true })])).toBe('mint');
  expect(found([keyFor(TOKEN)], { retired: [`key-of-${TOKEN}`] })).toBe('mint');
});

test('a key at hand is recorded', () => {
  expect(next('createSecret', factsWith([CURRENT, EMPTY], [keyFor(TOKEN)]), { keyId: 'any' })).toEqual({
    do: 'record',
    versionId: TOKEN,
  });
});

test.each([
  [2 * MINUTE - SECOND, { do: 'fail', code: 'rotation.busy' }],
  [2 * MINUTE, { do: 'retire', keyId: `key-of-${TOKEN}` }],
])(
  'a key that is not shown again and %d ms old may be in another run’s hands, or is removed',
  (agoMs, action) => {
    const keys = [keyFor(TOKEN, { createdAt: before(agoMs) })];
    expect(next('createSecret', factsWith([CURRENT, EMPTY], keys), { lost: [`key-of-${TOKEN}`] })).toEqual(
      action,
    );
  },
);

test('of two keys of one name the one that was not recorded is removed', () => {
  const keys = [keyFor(TOKEN), keyFor(TOKEN, { id: 'second' })];
  expect(next('createSecret', factsWith([CURRENT, FULL], keys))).toEqual({ do: 'retire', keyId: 'second' });
  expect(next('createSecret', factsWith([CURRENT, FULL], [keyFor(TOKEN)]))).toEqual({ do: 'nothing' });
  const put = versionWith(TOKEN, ['AWSPENDING'], { key: {} });
  expect(next('createSecret', factsWith([CURRENT, put], keys))).toEqual({ do: 'nothing' });
});

test('the provider knows its own key already', () => {
  expect(next('setSecret', factsWith([CURRENT, FULL]))).toEqual({ do: 'nothing' });
});

test('a key is tested once; an empty version passes, as when a schedule is set up', () => {
  expect(next('testSecret', factsWith([CURRENT, FULL]))).toEqual({
    do: 'test',
    versionId: TOKEN,
    how: 'for good',
  });
  expect(next('testSecret', factsWith([CURRENT, FULL]), { tested: TOKEN })).toEqual({ do: 'nothing' });
  expect(next('testSecret', factsWith([CURRENT, FULL]), { tested: 'another' })).toMatchObject({ do: 'test' });
  expect(next('testSecret', factsWith([CURRENT, EMPTY]))).toEqual({ do: 'nothing' });
});

test('an empty version is never promoted, nor one that was not tested a moment ago', () => {
  expect(next('finishSecret', factsWith([CURRENT, EMPTY]), { tested: TOKEN })).toEqual({
    do: 'fail',
    code: 'rotation.abandoned',
  });
  expect(next('finishSecret', factsWith([CURRENT, FULL]))).toEqual({
    do: 'test',
    versionId: TOKEN,
    how: 'once',
  });
  expect(next('finishSecret', factsWith([CURRENT, FULL]), { tested: TOKEN })).toEqual({
    do: 'promote',
    to: TOKEN,
    from: 'version-now',
  });
  expect(next('finishSecret', factsWith([FULL]), { tested: TOKEN })).toEqual({
    do: 'promote',
    to: TOKEN,
    from: undefined,
  });
});

test('what is about to lose AWS’s label is labelled first, and what has lost its place after', () => {
  const previous = versionWith('version-0', ['AWSPREVIOUS']);
  const label = { do: 'label', kind: 'replaced', versionId: 'version-0' };
  expect(next('finishSecret', factsWith([CURRENT, FULL, previous]), { tested: TOKEN })).toEqual(label);
  const promoted = versionWith(TOKEN, ['AWSCURRENT', 'AWSPENDING']);
  expect(next('finishSecret', factsWith([promoted, previous]))).toEqual(label);
  expect(next('testSecret', factsWith([promoted, previous]))).toEqual({ do: 'nothing' });
});

test('the current version does not stay pending', () => {
  const promoted = versionWith(TOKEN, ['AWSCURRENT', 'AWSPENDING']);
  const unlabel = { do: 'unlabel', stage: 'AWSPENDING', versionId: TOKEN };
  expect(next('finishSecret', factsWith([promoted]))).toEqual(unlabel);
  expect(noLongerPending(factsWith([promoted]))).toEqual(unlabel);
  expect(noLongerPending(factsWith([CURRENT, FULL]))).toBeUndefined();
  expect(noLongerPending(factsWith([]))).toBeUndefined();
});

test.each(['replaced', 'retired', 'dead'] as const)(
  'a previous version that is labelled %s has its time',
  (kind) => {
    const previous = versionWith('version-0', ['AWSPREVIOUS', labelled(kind, 'version-0', MINUTE)]);
    expect(unlabelledPrevious(factsWith([CURRENT, previous]))).toBeUndefined();
  },
);

test('a previous version without a key needs no time, one that is only compromised does', () => {
  expect(
    unlabelledPrevious(factsWith([versionWith('v', ['AWSPREVIOUS'], { key: undefined })])),
  ).toBeUndefined();
  expect(unlabelledPrevious(factsWith([]))).toBeUndefined();
  const compromised = versionWith('v', ['AWSPREVIOUS', labelled('compromised', 'v', MINUTE)]);
  expect(unlabelledPrevious(factsWith([compromised]))).toBe(compromised);
});

test('recorded are the keys that a version holds and a provider knows', () => {
  expect(recordedIds(factsWith([CURRENT, EMPTY, versionWith('put', [], { key: {} })]))).toEqual([
    'key-of-version-now',
  ]);
});
