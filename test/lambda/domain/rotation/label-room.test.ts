import { expect, test } from '@jest/globals';
import { labelShortage } from '../../../../lambda/domain/rotation/label-room.ts';
import { labelFor } from '../../../../lambda/domain/rotation/version-label.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 17, minute));
const MINUTES = 60 + 15 + 6 + 10;

/** So many keys that were replaced a minute after another, beside the current and the previous one. */
const story = (replaced: number, leaked = false) => ({
  versions: [
    ...Array.from({ length: replaced }, (_, n) => {
      const id = `version-${String(n).padStart(8, '0')}`;
      const previous = n === replaced - 1 ? ['AWSPREVIOUS'] : [];
      return { id, stages: [labelFor('replaced', id, at(n)), ...previous], createdAt: at(n) };
    }),
    {
      id: 'current-0',
      stages: ['AWSCURRENT', ...(leaked ? [labelFor('compromised', 'current-0', at(40))] : [])],
      createdAt: at(40),
    },
  ],
});

test('a rotation begins while it and an emergency after it have their labels', () => {
  for (let replaced = 1; replaced <= 13; replaced += 1)
    expect(labelShortage(story(replaced))).toBeUndefined();
  expect(labelShortage(story(14))).toEqual({ taken: 16, freeAt: at(MINUTES) });
  expect(labelShortage(story(16))).toEqual({ taken: 18, freeAt: at(2 + MINUTES) });
});

test('an emergency begins where a plain rotation does not any more, and not where it would stick', () => {
  expect(labelShortage(story(15, true))).toBeUndefined();
  expect(labelShortage(story(16, true))).toEqual({ taken: 19, freeAt: at(MINUTES) });
});

test('of labels that nobody knows nothing is promised', () => {
  const stages = Array.from({ length: 18 }, (_, n) => `blue-${n}`);
  expect(labelShortage({ versions: [{ id: 'v', stages, createdAt: at(0) }] })).toEqual({ taken: 18 });
});
