import { describe, expect, test } from '@jest/globals';
import { answerWords, isUnfinished, type Outcomes } from '../../../../lambda/domain/response/answer-words.ts';

const NOTHING: Outcomes = {
  ...{ block: { kind: 'off' }, reroll: { kind: 'off' } },
  ...{ quarantine: { kind: 'alone' }, finding: { kind: 'off' } },
};
const OFF = 'source not blocked: blocking is off';
const words = (over: Partial<Outcomes>): string => answerWords({ ...NOTHING, ...over });
const at = new Date('2026-11-23T16:00:00.000Z');

describe('what was done about a source', () => {
  test.each<[Outcomes['block'], string]>([
    [{ kind: 'off' }, OFF],
    [{ kind: 'failed' }, 'source NOT blocked: it failed, and is tried again'],
    [{ kind: 'blocked', until: 'noon' }, 'source blocked until noon'],
    [{ kind: 'blocked', until: 'noon', untold: true }, 'source blocked until noon'],
    [{ kind: 'reported', because: 'policy' }, 'source NOT blocked: the policy only reports'],
    [{ kind: 'reported', because: 'malformed' }, 'source NOT blocked: it is no address'],
    [{ kind: 'reported', because: 'never-block' }, 'source NOT blocked: it is on the never-block list'],
    [
      { kind: 'reported', because: 'too-wide', lastAllowedAt: at },
      'source NOT blocked: the range is too wide',
    ],
    [{ kind: 'reported', because: 'good-traffic' }, 'source NOT blocked: a client may be behind it'],
    [
      { kind: 'reported', because: 'good-traffic', lastAllowedAt: at },
      'source NOT blocked: a client may be behind it (a call was allowed at 2026-11-23T16:00:00.000Z)',
    ],
  ])('%j', (block, said) => {
    expect(words({ block })).toBe(said);
  });

  test.each<[Outcomes['quarantine'], string]>([
    [{ kind: 'alone' }, ''],
    [{ kind: 'spared', keyId: 'key_1' }, ''],
    [{ kind: 'off', keyId: 'key_1' }, '; key key_1 beside it left alone: quarantine is off'],
    [{ kind: 'reported', keyId: 'key_1' }, '; key key_1 beside it NOT quarantined: the policy only reports'],
    [{ kind: 'quarantined', keyId: 'key_1' }, '; key key_1 beside it quarantined'],
    [{ kind: 'gone', keyId: 'key_1' }, '; key key_1 beside it works no more'],
    [{ kind: 'failed' }, '; key  beside it NOT quarantined: it failed, and is tried again'],
  ])('%j', (quarantine, said) => {
    expect(words({ quarantine })).toBe(OFF + said);
  });

  test.each<[Outcomes['reroll'], string]>([
    [{ kind: 'off' }, ''],
    [{ kind: 'reported', keyId: 'key_1' }, '; key key_1 beside it NOT rerolled: the policy only reports'],
    [{ kind: 'unfit', keyId: 'key_1' }, '; key key_1 beside it NOT rerolled: it is not active'],
    [{ kind: 'failed', keyId: 'key_1' }, '; key key_1 beside it NOT rerolled: it failed, and is tried again'],
    [{ kind: 'failed' }, '; the key beside it NOT rerolled: it failed, and is tried again'],
    [
      { kind: 'rerolled', keyId: 'key_1', token: 'trip:t' },
      '; key key_1 beside it rerolled, the old one works no more; fetch the new one, encrypted: keys reroll key_1 --grace 0 --request-token trip:t --deliver-to PUBLIC-KEY-FILE',
    ],
    [
      { kind: 'rerolled' },
      '; key  beside it rerolled, the old one works no more; fetch the new one, encrypted: keys reroll  --grace 0 --request-token  --deliver-to PUBLIC-KEY-FILE',
    ],
  ])('%j', (reroll, said) => {
    expect(words({ reroll })).toBe(OFF + said);
  });

  test('a finding in Security Hub is told of where there was to be one', () => {
    expect(words({ finding: { kind: 'opened' } })).toBe(`${OFF}; finding opened`);
    expect(words({ finding: { kind: 'failed' } })).toBe(
      `${OFF}; finding NOT opened: it failed, and is tried again`,
    );
  });
});

test('something is left to do where one thing failed, or was done and not told', () => {
  expect(isUnfinished(NOTHING)).toBe(false);
  expect(isUnfinished({ ...NOTHING, block: { kind: 'blocked', until: 'noon' } })).toBe(false);
  for (const over of [
    { block: { kind: 'failed' } },
    { block: { kind: 'blocked', until: 'noon', untold: true } },
    { reroll: { kind: 'failed' } },
    { reroll: { kind: 'rerolled', untold: true } },
    { quarantine: { kind: 'failed' } },
    { quarantine: { kind: 'quarantined', untold: true } },
    { finding: { kind: 'failed' } },
  ] satisfies readonly Partial<Outcomes>[])
    expect([over, isUnfinished({ ...NOTHING, ...over })]).toEqual([over, true]);
});
