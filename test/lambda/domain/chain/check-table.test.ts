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
