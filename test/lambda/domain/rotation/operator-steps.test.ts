import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leakedVersion, nextEmergencyStep } from '../../../../lambda/domain/rotation/next-emergency-step.ts';
import { nextGoBackStep } from '../../../../lambda/domain/rotation/next-go-back-step.ts';
import { nextRotateStep } from '../../../../lambda/domain/rotation/next-rotate-step.ts';
import type { OperatorHand } from '../../../../lambda/domain/rotation/operator-step.ts';
import { rotationToken } from '../../../../lambda/domain/rotation/rotation-token.ts';
import {
  operatorFacts as facts,
  storyLabel as label,
  STORY_AT as now,
  storyOf as story,
} from '../../../support/operator-story.ts';

const emergency = (wish = {}) => ({ leaked: 'old', secretArn: 'arn', wait: false, ...wish });

test('without a name an emergency is about the incident that is open, and about the current key where none is', () => {
  const leaked = [label('compromised', 'old'), label('retired', 'old')];
  expect(leakedVersion(story({ old: leaked, new: ['AWSCURRENT'] }), undefined)).toBe('old');
  expect(
    leakedVersion(story({ old: [...leaked, label('dead', 'old')], new: ['AWSCURRENT'] }), undefined),
  ).toBe('new');
  expect(leakedVersion(story({ old: [], new: ['AWSCURRENT'] }), 'old')).toBe('old');
  expect(leakedVersion(story({ new: ['AWSCURRENT'] }), 'elsewhere')).toBeUndefined();
});

test('nothing is asked for before the leaked version says that it leaked', () => {
  const stages = fc.subarray(['AWSPREVIOUS', label('replaced', 'old'), label('retired', 'old')]);
  fc.assert(
    fc.property(stages, fc.boolean(), fc.boolean(), (held, current, minted) => {
      const old = current ? [...held, 'AWSCURRENT'] : held;
      expect(nextEmergencyStep(facts({ old }, minted), {}, emergency())).toEqual({
        ...{ do: 'label', kind: 'compromised', versionId: 'old' },
      });
    }),
  );
});

test('one leak is one rotation, and another one only where the first was given up', () => {
  const old = ['AWSCURRENT', label('compromised', 'old')];
  const first = nextEmergencyStep(facts({ old }), {}, emergency());
  expect(first).toMatchObject({ do: 'begin' });
  const token = first.do === 'begin' ? first.token : '';
  expect(nextEmergencyStep(facts({ old, [token]: ['AWSPENDING'] }), {}, emergency())).toEqual({
    ...{ ...first, instead: token },
  });
  const second = nextEmergencyStep(facts({ old, [token]: [] }), {}, emergency());
  expect(second).toMatchObject({ do: 'begin' });
  expect(second).not.toEqual(first);
});

test('a label that is not told of yet is not written twice', () => {
  const hand: OperatorHand = { labelled: true };
  expect(nextEmergencyStep(facts({ old: ['AWSCURRENT'] }), hand, emergency())).toMatchObject({ do: 'wait' });
});

test('labels that were tidied away while somebody waited are a proof', () => {
  const before = story({ old: [label('compromised', 'old'), label('retired', 'old')] });
  const step = nextEmergencyStep(facts({ old: [] }), { labelled: true, before }, emergency({ wait: true }));
  expect(step).toMatchObject({ do: 'end', as: 'proven' });
});

test('a leaked version that lost every label is labelled so that a sweep deletes its key', () => {
  const old = [label('compromised', 'old')];
  expect(nextEmergencyStep(facts({ old, new: ['AWSCURRENT'] }), {}, emergency())).toEqual({
    ...{ do: 'label', kind: 'replaced', versionId: 'old' },
  });
});

test('a leaked key that an operator made needs another one from there', () => {
  const old = ['AWSCURRENT', label('compromised', 'old')];
  expect(nextEmergencyStep(facts({ old }, false), {}, emergency())).toMatchObject({
    do: 'end',
    as: 'needs-key',
  });
  expect(nextEmergencyStep(facts({ old, new: ['AWSPENDING'] }, false), {}, emergency())).toEqual({
    ...{ do: 'sweep', following: 'new' },
  });
});

test.each<[string, Parameters<typeof facts>[0], boolean, object]>([
  [
    'goes back to the previous key',
    { old: ['AWSPREVIOUS'], new: ['AWSCURRENT'] },
    false,
    { do: 'roll-back', versionId: 'old' },
  ],
  ['is done where that key serves', { old: ['AWSCURRENT'] }, false, { as: 'rolled-back' }],
  [
    'is not undone by being repeated',
    { new: ['AWSCURRENT'], old: ['AWSPREVIOUS'] },
    false,
    { as: 'rolled-back' },
  ],
  [
    'is undone where the version is named',
    { new: ['AWSCURRENT'], old: ['AWSPREVIOUS'] },
    true,
    { do: 'roll-back', versionId: 'old' },
  ],
  [
    'is too late for a version that is not the previous one',
    { old: [], new: ['AWSCURRENT'] },
    true,
    { as: 'too-late' },
  ],
  [
    'waits for a rotation to end',
    { old: ['AWSPREVIOUS'], new: ['AWSCURRENT'], next: ['AWSPENDING'] },
    false,
    { as: 'busy' },
  ],
  [
    'does not serve a leaked key',
    { old: ['AWSPREVIOUS', label('compromised', 'old')], new: ['AWSCURRENT'] },
    false,
    { as: 'leaked' },
  ],
  [
    'serves a leaked key where it is named',
    { old: ['AWSPREVIOUS', label('compromised', 'old')], new: ['AWSCURRENT'] },
    true,
    { do: 'roll-back', versionId: 'old' },
  ],
])('a rollback %s', (_what, versions, named, expected) => {
  expect(nextGoBackStep(facts(versions), {}, { to: 'old', named })).toMatchObject(expected);
});

test('a rollback without a previous key is too late, and a version that is not there is unknown', () => {
  const given = facts({ new: ['AWSCURRENT'] });
  expect(nextGoBackStep(given, {}, { to: undefined, named: false })).toMatchObject({ as: 'too-late' });
  expect(nextGoBackStep(given, {}, { to: 'old', named: true })).toMatchObject({ as: 'unknown-version' });
});

test('a rotation that was given up says why, where that was noted', () => {
  const notes = { result: `failed ${now.toISOString()} asked rotation.key_refused` };
  const wish = { token: 'asked', wait: true };
  const hand: OperatorHand = { asked: true, following: 'asked' };
  const versions = { old: ['AWSCURRENT'], asked: [] };
  expect(nextRotateStep(facts(versions, true, notes), hand, wish)).toMatchObject({
    code: 'rotation.key_refused',
  });
  expect(nextRotateStep(facts(versions), hand, wish)).toMatchObject({ code: 'rotation.abandoned' });
  expect(nextRotateStep(facts(versions, true, { result: 'by somebody else' }), hand, wish)).toMatchObject({
    ...{ do: 'end', as: 'refused', code: 'rotation.abandoned' },
  });
});

test('a rotation that Secrets Manager neither begins nor has under way is said to be none', () => {
  const wish = { token: 'asked', wait: true };
  expect(nextRotateStep(facts({ old: ['AWSCURRENT'] }), { asked: true }, wish)).toEqual({
    ...{ do: 'end', as: 'not-rotated' },
  });
});

test('the same words make the same token, in the form of a UUID, and others another one', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
      expect(rotationToken(...one)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(rotationToken(...one) === rotationToken(...other)).toBe(
        JSON.stringify(one) === JSON.stringify(other),
      );
    }),
  );
});
