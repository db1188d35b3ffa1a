import { expect, test } from '@jest/globals';
import { inGrace, lineageOf } from '../../../lambda/domain/key-lineage.ts';
import { keyItem } from '../../support/build.ts';

const hash = (letter: string) => letter.repeat(64);
const key = (letter: string, next?: string, state: 'active' | 'pending' = 'active') =>
  keyItem({ keyHash: hash(letter), state, ...(next === undefined ? {} : { supersededBy: hash(next) }) });
const letters = (...records: ReturnType<typeof key>[]) => {
  const lineage = lineageOf(records);
  return [...(lineage?.before ?? []), ...(lineage ? [lineage.current] : [])].map(({ keyHash }) => keyHash[0]);
};

test('records are put in order by who superseded whom, in whatever order they come', () => {
  expect(letters(key('c'), key('a', 'b'), key('b', 'c'))).toEqual(['a', 'b', 'c']);
  expect(letters(key('b', 'c'), key('c'), key('a', 'b'))).toEqual(['a', 'b', 'c']);
});

test('a record that no chain leads to is that of a reroll that lost, and does not count', () => {
  expect(letters(key('x', undefined, 'pending'), key('a', 'b'), key('b'))).toEqual(['a', 'b']);
});

test('a key that was committed and not handed out yet is the one that counts', () => {
  expect(letters(key('b', undefined, 'pending'), key('a', 'b'))).toEqual(['a', 'b']);
});

test('a successor that is not there, or a circle, ends the chain', () => {
  expect(letters(key('a', 'gone'))).toEqual(['a']);
  expect(letters(key('a', 'b'), key('b', 'a'))).toEqual(['a', 'b']);
  expect(lineageOf([])).toBeUndefined();
});

test('a grace ends in the second that it says, and a key without one is in none', () => {
  const record = keyItem({ graceEndsAtSeconds: 1_000 });
  expect(inGrace(record, new Date(999_999))).toBe(true);
  expect(inGrace(record, new Date(1_000_000))).toBe(false);
  expect(inGrace(keyItem(), new Date(0))).toBe(false);
});
