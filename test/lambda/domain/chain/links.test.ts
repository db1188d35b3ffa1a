import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { firstDifference } from '../../../../lambda/domain/chain/first-difference.ts';
import { digestsIn, firstHead, headBehind, sha256 } from '../../../../lambda/domain/chain/links.ts';

const hash = (...parts: (Buffer | string)[]): Buffer => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
};
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((text) => hash(text)) as [Buffer, Buffer, Buffer, Buffer];

test('a head is the hash of the head before it and the digest, bytes upon bytes', () => {
  const start = hash('start');
  expect(headBehind(start.toString('hex'), [a, b])).toBe(hash(hash(start, a), b).toString('hex'));
  expect(headBehind(start.toString('hex'), [])).toBe(start.toString('hex'));
});

test('no two shards and no two tables begin alike', () => {
  expect(firstHead('audit', '05')).toBe(hash('{"chain":"audit","shard":"05","version":1}').toString('hex'));
  expect(new Set([firstHead('audit', '05'), firstHead('audit', '06'), firstHead('other', '05')]).size).toBe(
    3,
  );
});

test('digests lie one behind the other, 32 bytes each, and anything else is no list of them', () => {
  expect(digestsIn(Buffer.concat([a, b]))).toEqual([a, b]);
  expect(digestsIn(Buffer.alloc(0))).toEqual([]);
  expect(digestsIn(Buffer.concat([a, b]).subarray(0, 63))).toBeUndefined();
});

test.each([
  ['the same', [a, b, c], undefined],
  ['one more at the end', [a, b, c, d], { what: 'inserted', at: 3 }],
  ['one less at the end', [a, b], { what: 'deleted', at: 2 }],
  ['one more in the middle', [a, d, b, c], { what: 'inserted', at: 1 }],
  ['one more at the beginning', [d, a, b, c], { what: 'inserted', at: 0 }],
  ['one less in the middle', [a, c], { what: 'deleted', at: 1 }],
  ['one less at the beginning', [b, c], { what: 'deleted', at: 0 }],
  ['another one', [a, d, c], { what: 'edited', at: 1 }],
  ['another one at the end', [a, b, d], { what: 'edited', at: 2 }],
  ['two in each other’s place', [a, c, b], { what: 'swapped', at: 1 }],
  ['the last one first', [c, a, b], { what: 'swapped', at: 0 }],
  ['nothing', [], { what: 'deleted', at: 0 }],
])('%s instead of three is told from all the others', (_, found, difference) => {
  expect(firstDifference([a, b, c], found)).toEqual(difference);
});

test('a repeated record is one too many where it is repeated', () => {
  expect(firstDifference([a, b], [a, a, b])).toEqual({ what: 'inserted', at: 1 });
});

test('the digest of a text is that of its UTF-8', () => {
  expect(sha256('ü').toString('hex')).toBe(hash(Buffer.from('ü', 'utf8')).toString('hex'));
});
