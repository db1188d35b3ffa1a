import { expect, test } from '@jest/globals';
import { nextGoBackStep } from '../../../../lambda/domain/rotation/next-go-back-step.ts';
import { nextRotateStep } from '../../../../lambda/domain/rotation/next-rotate-step.ts';
import type { OperatorHand } from '../../../../lambda/domain/rotation/operator-step.ts';
import { operatorFacts, STORY_AT } from '../../../support/operator-story.ts';

const SWEPT: OperatorHand = { sweptAt: STORY_AT };
const rotate = (
  others: Readonly<Record<string, readonly string[]>>,
  { minted = true, hand = {} as OperatorHand, wait = true } = {},
) =>
  nextRotateStep(operatorFacts({ old: ['AWSCURRENT'], ...others }, minted), hand, { token: 'asked', wait });

test('a rotation is begun once, and one that is under way is taken up', () => {
  expect(rotate({})).toEqual({ do: 'begin', token: 'asked' });
  expect(rotate({ other: ['AWSPENDING'] })).toEqual({ do: 'begin', token: 'asked', instead: 'other' });
  expect(rotate({}, { hand: { asked: true } })).toEqual({ do: 'end', as: 'not-rotated' });
});

test('a rotation that was asked for is waited for, or left under way', () => {
  const given = { hand: { asked: true } as const };
  expect(rotate({ asked: ['AWSPENDING'] }, given)).toEqual({
    ...{ do: 'wait', until: 'current', versionId: 'asked' },
  });
  expect(rotate({ asked: ['AWSPENDING'] }, { ...given, wait: false })).toEqual({
    ...{ do: 'end', as: 'under-way', versionId: 'asked' },
  });
  expect(rotate({ asked: ['AWSPREVIOUS'] })).toEqual({ do: 'end', as: 'promoted', versionId: 'asked' });
  expect(rotate({ asked: [], other: ['AWSPENDING'] }, { hand: { asked: true, following: 'other' } })).toEqual(
    {
      ...{ do: 'wait', until: 'current', versionId: 'other' },
    },
  );
});

test('a key that an operator put is promoted by a sweep, and asked for where there is none', () => {
  const given = { minted: false };
  expect(rotate({}, given)).toEqual({ do: 'end', as: 'needs-key' });
  expect(rotate({ put: ['AWSPENDING'] }, given)).toEqual({ do: 'sweep', following: 'put' });
  expect(rotate({ put: ['AWSPENDING'] }, { ...given, hand: SWEPT })).toEqual({
    ...{ do: 'wait', until: 'current', versionId: 'put' },
  });
  expect(rotate({ put: ['AWSPENDING'] }, { ...given, hand: SWEPT, wait: false })).toEqual({
    ...{ do: 'end', as: 'under-way', versionId: 'put' },
  });
});

test('what the rotation function said of a rollback decides how it goes on', () => {
  const after = (answer: OperatorHand['answer'], old: readonly string[] = ['AWSPREVIOUS']) =>
    nextGoBackStep(operatorFacts({ old, new: ['AWSCURRENT'] }), { answer }, { to: 'old', named: true });
  expect(after({ outcome: 'failed', code: 'rotation.too_late' })).toEqual({
    ...{ do: 'end', as: 'too-late', versionId: 'old', code: 'rotation.too_late' },
  });
  expect(after({ outcome: 'failed', code: 'rotation.key_refused' })).toEqual({
    ...{ do: 'end', as: 'refused', versionId: 'old', code: 'rotation.key_refused' },
  });
  expect(after({ outcome: 'rolled-back', versionId: 'old' }, [])).toEqual({
    ...{ do: 'wait', until: 'current', versionId: 'old' },
  });
});
