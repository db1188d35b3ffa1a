import { expect, test } from '@jest/globals';
import { canonical, type PlainRecord } from '../../../../lambda/domain/chain/canonical.ts';
import { checkTable } from '../../../../lambda/domain/chain/check-table.ts';
import { sha256 } from '../../../../lambda/domain/chain/links.ts';
import { sealable } from '../../../support/fake-chain.ts';

const SEALED_AT = new Date('2026-11-23T17:00:00.000Z');
const records: readonly PlainRecord[] = [0, 1, 2].map(
  (n) =>
    JSON.parse(
      JSON.stringify(sealable(`call-${n}`, new Date(SEALED_AT.getTime() + n * 1_000))),
    ) as PlainRecord,
);
const sealed = records.map((record, n) => ({
  ...{ digest: sha256(canonical(record)), line: canonical(record), sequence: 4, position: n + 1 },
}));
const DAY_MS = 86_400_000;
const check = (there: readonly PlainRecord[], days = 0, lines = true) =>
  checkTable({
    ...{ sequence: 4, shard: '05', there, now: new Date(SEALED_AT.getTime() + days * DAY_MS) },
    sealed: lines ? sealed : sealed.map((one) => ({ ...one, line: undefined })),
  });

test('a record that has expired may be gone or still be there', () => {
  expect(check([], 91)).toEqual([]);
  expect(check(records, 91)).toEqual([]);
  expect(check(records.slice(1), 91)).toEqual([]);
  expect(check([], 89)).toMatchObject([{ what: 'deleted', entry: records[0]?.['entry'], position: 1 }]);
});

test('a record cannot be made to vanish, nor one be slipped in, by an expiry that has passed', () => {
  const gone = { expiresAt: 1 };
  expect(check([{ ...records[0], ...gone }, ...records.slice(1)])).toMatchObject([
    { what: 'edited', position: 1 },
  ]);
  expect(check([...records, { ...records[2], entry: '2026-11-23T17:00:02.000Z#x', ...gone }])).toMatchObject([
    { what: 'inserted', entry: '2026-11-23T17:00:02.000Z#x' },
  ]);
  expect(check([{ ...records[0], verdict: 'other' }], 91)).toMatchObject([{ what: 'inserted' }]);
});

test('where the archive holds no lines any more, the table is held to the digests alone', () => {
  expect(check(records, 0, false)).toEqual([]);
  expect(check([records[0] ?? {}, records[2] ?? {}], 0, false)).toMatchObject([
    { what: 'deleted', position: 2 },
  ]);
});

const [first = {}, second = {}, third = {}] = records;
const foreign = { ...second, entry: '2026-11-23T17:00:00.500Z#x' };
test.each([
  [
    'edited',
    [first, { ...second, verdict: 'other' }, third],
    2,
    'a record of the table is not as it was sealed',
  ],
  ['deleted', [first, second], 3, 'a record that was sealed is not in the table any more'],
  ['swapped', [second, first, third], 1, 'a record of the table lies in another one’s place'],
])(
  '%s: the first record that is not as it was sealed is named, with its manifest and place',
  (what, there, position, says) => {
    const entry = records[position - 1]?.['entry'];
    expect(check(there)).toEqual([{ where: 'table', what, sequence: 4, shard: '05', says, position, entry }]);
  },
);

test('a record that was never sealed has no place in the chain', () => {
  const says = 'a record is in the table that was never sealed';
  expect(check([first, foreign, second, third])).toEqual([
    { where: 'table', what: 'inserted', sequence: 4, shard: '05', says, entry: foreign.entry },
  ]);
  expect(check([...records, { ...third, entry: 7 }])).toEqual([
    { where: 'table', what: 'inserted', sequence: 4, shard: '05', says },
  ]);
});

test('records that were sealed late are looked for where their keys sort, and named with the manifest that sealed them', () => {
  const late = sealed.map((one, n) => ({ ...one, sequence: n === 0 ? 9 : 4 }));
  const facts = {
    ...{ sequence: 4, shard: '05', now: SEALED_AT },
    sealed: [late[2], late[0], late[1]].map((one) => one ?? late[0]) as typeof late,
  };
  expect(checkTable({ ...facts, there: records })).toEqual([]);
  expect(checkTable({ ...facts, there: [second, third] })).toMatchObject([
    { what: 'deleted', sequence: 9, position: 1 },
  ]);
});

test('where one line cannot be read, the order of sealing is kept, and the record is told without its name', () => {
  const half = sealed.map((one, n) => (n === 1 ? { ...one, line: undefined } : one));
  const swapped = [half[1], half[0], half[2]].map((one) => one ?? half[0]) as typeof half;
  const facts = { ...{ sequence: 4, shard: '05', now: SEALED_AT } };
  expect(checkTable({ ...facts, sealed: swapped, there: [second, first, third] })).toEqual([]);
  expect(checkTable({ ...facts, sealed: half, there: [first] })).toEqual([
    {
      ...{ where: 'table', what: 'deleted', sequence: 4, shard: '05', position: 2 },
      says: 'a record that was sealed is not in the table any more',
    },
  ]);
});

test('a record has expired in the second that it names, and not before', () => {
  const at = Number(first['expiresAt']) * 1_000;
  const alone = (now: number) =>
    checkTable({ sequence: 4, shard: '05', sealed: sealed.slice(0, 1), there: [], now: new Date(now) });
  expect([alone(at - 1).length, alone(at).length]).toEqual([1, 0]);
});

test('a record without an expiry never expires', () => {
  const { expiresAt: _, ...lasting } = first;
  const line = canonical(lasting);
  const one = { digest: sha256(line), line, sequence: 4, position: 1 };
  expect(
    checkTable({ sequence: 4, shard: '05', sealed: [one], there: [], now: new Date('2126-01-01') }),
  ).toMatchObject([{ what: 'deleted' }]);
});
