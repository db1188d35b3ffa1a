import { expect, test } from '@jest/globals';
import {
  isLeakUnfinished,
  type LeakOutcome,
  leakRerollToken,
  leakWords,
} from '../../../../lambda/domain/leak/leak-words.ts';

const NOT_STOPPED = 'it WORKS, and was NOT stopped';

test.each<[LeakOutcome, string]>([
  [{ kind: 'decoy' }, 'it is a honeytoken: nobody can use it'],
  [{ kind: 'gone' }, 'there is no such key any more'],
  [{ kind: 'dead', state: 'revoked' }, 'it works no more (revoked)'],
  [{ kind: 'reported' }, `${NOT_STOPPED}: the policy only reports`],
  [{ kind: 'quarantined' }, 'quarantined'],
  [
    { kind: 'quarantined', because: 'no-recipient' },
    'quarantined; not rerolled: response.deliverTo names nobody who could read a new key',
  ],
  [{ kind: 'quarantined', because: 'unfit' }, 'quarantined; not rerolled: its state forbids it'],
  [{ kind: 'rerolled', token: 'leak:f' }, 'rerolled, the old value works no more'],
  [{ kind: 'failed' }, `${NOT_STOPPED}: that failed, and is tried again`],
  [
    { kind: 'failed', because: 'failed' },
    `${NOT_STOPPED}: that failed, and is tried again; not rerolled: it failed`,
  ],
])('%j', (outcome, words) => {
  expect(leakWords(outcome)).toBe(words);
});

test('something is left to do where stopping failed, or where it is done and not told', () => {
  const untold = { untold: true } as const;
  for (const outcome of [
    { kind: 'failed' },
    { kind: 'quarantined', ...untold },
    { kind: 'rerolled', token: 't', ...untold },
  ] satisfies readonly LeakOutcome[])
    expect([outcome, isLeakUnfinished(outcome)]).toEqual([outcome, true]);
  for (const outcome of [
    { kind: 'decoy' },
    { kind: 'quarantined' },
    { kind: 'rerolled', token: 't', again: true },
  ] satisfies readonly LeakOutcome[])
    expect([outcome, isLeakUnfinished(outcome)]).toEqual([outcome, false]);
});

test('one leaked value is rerolled once, whoever reports it', () => {
  expect(leakRerollToken('abc')).toBe('leak:abc');
});
