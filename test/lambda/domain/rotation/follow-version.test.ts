import { expect, test } from '@jest/globals';
import { followVersion } from '../../../../lambda/domain/rotation/follow-version.ts';
import { STORY_AT, storyLabel, storyOf } from '../../../support/operator-story.ts';

const follow = (stages: readonly string[], result?: string) =>
  followVersion('v', { story: storyOf({ other: ['AWSCURRENT'], v: stages }, { result }) });
const at = STORY_AT.toISOString();

test.each([
  ['AWSCURRENT'],
  ['AWSPREVIOUS'],
  [storyLabel('replaced', 'v')],
  [storyLabel('retired', 'v')],
  [storyLabel('dead', 'v')],
])('a version with the label %s has served', (stage) => {
  expect(follow([stage])).toEqual({ do: 'end', as: 'promoted', versionId: 'v' });
  expect(follow([stage, 'AWSPENDING'])).toEqual({ do: 'end', as: 'promoted', versionId: 'v' });
});

test('a version that is pending, or not told of yet, is waited for', () => {
  expect(follow(['AWSPENDING'])).toEqual({ do: 'wait', until: 'current', versionId: 'v' });
  const elsewhere = { story: storyOf({ other: ['AWSCURRENT'] }) };
  expect(followVersion('v', elsewhere)).toEqual({ do: 'wait', until: 'current', versionId: 'v' });
});

test('a version without a label was given up, for the reason that was noted of it and of no other', () => {
  const refused = (code: string) => ({ do: 'end', as: 'refused', versionId: 'v', code });
  expect(follow([])).toEqual(refused('rotation.abandoned'));
  expect(follow([storyLabel('compromised', 'v')])).toEqual(refused('rotation.abandoned'));
  expect(follow([], `failed ${at} v rotation.key_refused`)).toEqual(refused('rotation.key_refused'));
  expect(follow([], `failed ${at} w rotation.key_refused`)).toEqual(refused('rotation.abandoned'));
  expect(follow([], `succeeded ${at} v`)).toEqual(refused('rotation.abandoned'));
});
