import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyHistory } from '../../../../lambda/domain/rotation/key-history.ts';
import { readProof, readResult } from '../../../../lambda/domain/rotation/rotation-note.ts';
import { type LabelKind, labelFor } from '../../../../lambda/domain/rotation/version-label.ts';

const T = Date.parse('2026-11-23T17:00:00.000Z');
const at = (seconds: number) => new Date(T + seconds * 1_000);
const version = (id: string, stages: readonly string[], seconds = 0) => ({
  ...{ id, stages, createdAt: at(seconds) },
});
const label = (kind: LabelKind, seconds: number) => labelFor(kind, 'version-a', at(seconds));
const told = (stages: readonly string[], notes = {}) =>
  keyHistory({ versions: [version('version-a', stages)], notes })[0];

test('the newest version comes first', () => {
  const versions = [version('a', [], 1), version('b', ['AWSCURRENT'], 3), version('c', ['AWSPREVIOUS'], 2)];
  expect(keyHistory({ versions, notes: {} }).map(({ versionId }) => versionId)).toEqual(['b', 'c', 'a']);
});

test.each<[string, readonly string[], object]>([
  ['the current one', ['AWSCURRENT'], { fate: 'current', since: at(0).toISOString() }],
  ['the current one, still labelled pending', ['AWSCURRENT', 'AWSPENDING'], { fate: 'current' }],
  ['one that waits', ['AWSPENDING'], { fate: 'pending' }],
  ['one that was replaced before anybody wrote when', ['AWSPREVIOUS'], { fate: 'replaced', since: null }],
  [
    'one in its grace',
    ['AWSPREVIOUS', label('replaced', 5)],
    { fate: 'replaced', since: at(5).toISOString() },
  ],
  ['one that is deleted', [label('retired', 9), label('replaced', 5)], { fate: 'retired', previous: false }],
  ['one that is refused', [label('retired', 9), label('refused', 20)], { fate: 'refused', lagSeconds: null }],
  [
    'one that is dead',
    ['AWSPREVIOUS', label('retired', 9), label('refused', 20), label('dead', 700)],
    { fate: 'dead', since: at(700).toISOString(), lagSeconds: 11 },
  ],
  [
    'one that nothing could try',
    [label('retired', 9), label('dead', 9)],
    { fate: 'unproven', lagSeconds: null },
  ],
  ['one that leaked', [label('compromised', 1), label('retired', 9)], { fate: 'retired', compromised: true }],
  ['one whose story is over', [], { fate: 'forgotten', since: null, compromised: false }],
])('%s is told as what it is', (_which, stages, expected) => {
  expect(told(stages)).toMatchObject(expected);
});

test('a proof outlives the labels that were tidied away', () => {
  const proof = `dead lag=1380s ${at(99).toISOString()} version-a`;
  expect(told([], { proof })).toMatchObject({ fate: 'dead', lagSeconds: 1_380, since: at(99).toISOString() });
  expect(told([], { proof: `unproven ${at(99).toISOString()} version-a` })).toMatchObject({
    fate: 'unproven',
  });
  expect(told([], { proof: proof.replace('version-a', 'version-b') })).toMatchObject({ fate: 'forgotten' });
});

test('what the rotation function notes is read back as it was meant', () => {
  const iso = at(0).toISOString();
  expect(readResult(`succeeded ${iso} v1`)).toEqual({ outcome: 'succeeded', at: iso, versionId: 'v1' });
  expect(readResult(`failed ${iso} v1 rotation.key_refused`)).toEqual({
    ...{ outcome: 'failed', at: iso, versionId: 'v1', code: 'rotation.key_refused' },
  });
  expect(readProof(`dead lag=0s ${iso} v1`)).toEqual({
    outcome: 'dead',
    at: iso,
    versionId: 'v1',
    lagSeconds: 0,
  });
  expect(readProof(`unproven ${iso} v1`)).toEqual({ outcome: 'unproven', at: iso, versionId: 'v1' });
});

test('a tag that somebody else wrote is no note, and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect([readResult(text), readProof(text)]).toEqual([undefined, undefined]);
    }),
  );
  expect([readResult(undefined), readProof(undefined)]).toEqual([undefined, undefined]);
});
