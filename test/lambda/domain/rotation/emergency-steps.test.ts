import { describe, expect, test } from '@jest/globals';
import { leakedVersion, nextEmergencyStep } from '../../../../lambda/domain/rotation/next-emergency-step.ts';
import type { OperatorHand } from '../../../../lambda/domain/rotation/operator-step.ts';
import { sweepDue } from '../../../../lambda/domain/rotation/operator-step.ts';
import { operatorFacts, STORY_AT, storyLabel, storyOf } from '../../../support/operator-story.ts';

const leaked = storyLabel('compromised', 'old');
const replaced = storyLabel('replaced', 'old');
const retired = storyLabel('retired', 'old');
const dead = storyLabel('dead', 'old');
const refused = storyLabel('refused', 'old');
const SWEPT: OperatorHand = { sweptAt: STORY_AT };

const step = (
  old: readonly string[],
  { wait = false, hand = {} as OperatorHand, notes = {}, minted = true } = {},
) =>
  nextEmergencyStep(operatorFacts({ old, new: ['AWSCURRENT'] }, minted, notes), hand, {
    ...{ leaked: 'old', secretArn: 'arn', wait },
  });

test('a version that is not there is unknown', () => {
  const wish = { leaked: 'old', secretArn: 'arn', wait: false };
  expect(nextEmergencyStep(operatorFacts({ new: ['AWSCURRENT'] }), {}, wish)).toEqual({
    ...{ do: 'end', as: 'unknown-version' },
  });
});

describe('a leaked key that was replaced', () => {
  test('is deleted by a sweep, which is asked for once in five minutes', () => {
    expect(step([leaked, replaced])).toEqual({ do: 'sweep' });
    expect(step([leaked, replaced], { hand: SWEPT })).toEqual({
      do: 'wait',
      until: 'retired',
      versionId: 'old',
    });
  });

  test('is waited for until it was replaced, where it is pending', () => {
    expect(step([leaked, 'AWSPENDING'])).toEqual({ do: 'wait', until: 'current', versionId: 'old' });
  });

  test('is an open incident once it is deleted, or waited for until it is dead', () => {
    expect(step([leaked, retired])).toEqual({ do: 'end', as: 'open', versionId: 'old' });
    expect(step([leaked, retired], { wait: true })).toEqual({ do: 'sweep' });
    expect(step([leaked, retired], { wait: true, hand: SWEPT })).toEqual({
      ...{ do: 'wait', until: 'dead', versionId: 'old' },
    });
  });
});

describe('whether it is dead', () => {
  const at = STORY_AT.toISOString();
  test.each([
    ['is told by the note about that very version', [leaked], { proof: `dead lag=60s ${at} old` }, 'proven'],
    ['is open where the note says so', [leaked], { proof: `unproven ${at} old` }, 'unproven'],
    ['is told by its labels: it was refused', [leaked, dead, refused], {}, 'proven'],
    ['is told by its labels: nobody refused it', [leaked, dead], {}, 'unproven'],
    [
      'is told by its labels where the note is of another',
      [leaked, dead],
      { proof: `dead lag=1s ${at} new` },
      'unproven',
    ],
  ])('%s', (_how, old, notes, as) => {
    expect(step(old, { notes })).toEqual({ do: 'end', as, versionId: 'old' });
  });
});

test('a label that is gone again was tidied away after a proof, or taken back by a rollback', () => {
  const hand = { labelled: true, before: storyOf({ old: [leaked] }) } as const;
  expect(step([], { hand })).toEqual({ do: 'end', as: 'proven', versionId: 'old' });
  const wish = { leaked: 'old', secretArn: 'arn', wait: false };
  expect(nextEmergencyStep(operatorFacts({ old: ['AWSCURRENT'] }), hand, wish)).toEqual({
    ...{ do: 'end', as: 'rolled-back', versionId: 'old' },
  });
  const before = storyOf({ old: [] });
  expect(step([], { hand: { before } })).toEqual({ do: 'label', kind: 'compromised', versionId: 'old' });
  expect(step([], { hand: { before: storyOf({}) } })).toMatchObject({ do: 'label' });
  expect(step([], { hand: { labelled: true } })).toEqual({ do: 'wait', until: 'retired', versionId: 'old' });
});

describe('a leaked key that serves', () => {
  const wish = { leaked: 'old', secretArn: 'arn', wait: false };
  const old = ['AWSCURRENT', leaked];
  const ask = (minted: boolean, hand: OperatorHand, others = {}) =>
    nextEmergencyStep(operatorFacts({ old, ...others }, minted), hand, wish);

  test('is replaced by a rotation, and where none came of it that is said', () => {
    expect(ask(true, {})).toMatchObject({ do: 'begin' });
    expect(ask(true, { asked: true })).toEqual({ do: 'end', as: 'not-rotated', versionId: 'old' });
    expect(ask(true, { asked: true, following: 'next' }, { next: ['AWSPENDING'] })).toEqual({
      ...{ do: 'wait', until: 'current', versionId: 'next' },
    });
  });

  test('is replaced by the key that an operator put, which a sweep promotes', () => {
    expect(ask(false, {})).toEqual({ do: 'end', as: 'needs-key', versionId: 'old' });
    expect(ask(false, {}, { next: ['AWSPENDING'] })).toEqual({ do: 'sweep', following: 'next' });
    expect(ask(false, SWEPT, { next: ['AWSPENDING'] })).toEqual({
      ...{ do: 'wait', until: 'current', versionId: 'next' },
    });
    expect(ask(false, { following: 'next' }, { next: [] })).toMatchObject({ do: 'end', as: 'refused' });
  });
});

test('an incident is open as long as its version does not serve, is labelled and not dead', () => {
  expect(leakedVersion(storyOf({ old: ['AWSCURRENT', leaked], new: [] }), undefined)).toBe('old');
  expect(leakedVersion(storyOf({ old: [], new: ['AWSCURRENT'] }), undefined)).toBe('new');
  expect(leakedVersion(storyOf({ old: [leaked] }), undefined)).toBe('old');
  expect(leakedVersion(storyOf({ old: [] }), undefined)).toBeUndefined();
});

test('a sweep is due at first, and again after five minutes', () => {
  const after = (ms: number) => new Date(STORY_AT.getTime() + ms);
  expect(sweepDue({}, STORY_AT)).toBe(true);
  expect([299_999, 300_000, 300_001].map((ms) => sweepDue(SWEPT, after(ms)))).toEqual([false, true, true]);
});
