import { expect, test } from '@jest/globals';
import type { ChainManifest, SealedSegment } from '../../../../contract/audit-chain.ts';
import { AUDIT_SHARDS } from '../../../../contract/tables.ts';
import { checkManifest, segmentsWithStart } from '../../../../lambda/domain/chain/check-manifest.ts';
import { headsBehind, manifestDigest } from '../../../../lambda/domain/chain/manifest.ts';

const CHAIN = 'audit';
const segment = (shard: string, count: number, head: string): SealedSegment => ({
  ...{ shard, hour: '2026-11-23T17', late: false, count, first: 'a', last: 'b', head },
  records: { object: 'records/x', sha256: '', bytes: 1 },
  digests: { object: 'digests/x', sha256: '', bytes: 1 },
});

/** What follows a manifest when these segments were sealed. */
function following(
  before: ChainManifest | undefined,
  segments: readonly SealedSegment[],
  over: Partial<ChainManifest> = {},
): ChainManifest {
  const shards = { ...headsBehind(before, CHAIN) };
  for (const { shard, count, head } of segments)
    shards[shard] = { count: (shards[shard]?.count ?? 0) + count, head };
  const sequence = before === undefined ? 0 : before.sequence + 1;
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 17, minutes)).toISOString();
  return {
    ...{ version: 1, chain: CHAIN, sequence, previous: manifestDigest(before), keyId: 'key', lagSeconds: 60 },
    ...{ from: at(5 * sequence), to: at(5 * sequence + 5), sealedAt: at(5 * sequence + 7), shards, segments },
    ...over,
  };
}

const first = following(undefined, [segment('03', 2, 'h1')]);
const second = following(first, [segment('03', 1, 'h2'), segment('03', 4, 'h3'), segment('07', 1, 'k1')]);
const check = (manifest: ChainManifest, before: ChainManifest | undefined, sequence = manifest.sequence) =>
  checkManifest({
    ...{ sequence, object: 'manifests/x', before },
    reading: { kind: 'good', signed: { manifest, signature: '' } },
  });
const finding = (what: string, sequence: number, says: string) => [
  { where: 'manifest', what, sequence, object: 'manifests/x', says },
];

test('manifests that follow one another are good', () => {
  expect([check(first, undefined), check(second, first)]).toEqual([[], []]);
});

test.each([
  [undefined, 'deleted', 'manifest 4 is not there'],
  [{ kind: 'unreadable' as const }, 'edited', 'manifest 4 is not as it was written'],
  [{ kind: 'forged' as const }, 'forged', 'manifest 4 is not signed by the key of the chain'],
])('a manifest that reads as %j is told as what it is', (reading, what, says) => {
  const facts = { sequence: 4, object: 'manifests/x', reading, before: undefined };
  expect(checkManifest(facts)).toEqual(finding(what, 4, says));
});

test('a good manifest in another one’s place is found', () => {
  expect(check(second, first, 0)).toEqual(finding('swapped', 0, 'manifest 1 lies where manifest 0 belongs'));
});

test.each([
  ['names another one before it', { previous: 'f'.repeat(64) }],
  ['is of another chain', { chain: 'other' }],
])('a manifest that %s does not follow', (_, over) => {
  const says = 'manifest 1 does not follow the manifest before it';
  expect(check({ ...second, ...over }, first)).toEqual(finding('rewritten', 1, says));
});

test('the first manifest has none before it', () => {
  expect(check({ ...first, previous: 'f'.repeat(64) }, undefined)).toMatchObject([{ what: 'rewritten' }]);
});

test('behind a manifest that is not good nothing more is said', () => {
  expect(check({ ...second, previous: 'f'.repeat(64), from: 'x' }, undefined)).toEqual([]);
});

test.each(['2026-11-23T17:04:59.000Z', '2026-11-23T17:05:01.000Z'])(
  'a time that is sealed twice or left out is found: from %s',
  (from) => {
    const says = 'manifest 1 leaves a time out, or seals one twice';
    expect(check({ ...second, from }, first)).toEqual(finding('rewritten', 1, says));
  },
);

const shard = (name: string, over: object) => ({
  shards: { ...second.shards, [name]: { ...second.shards[name], ...over } as never },
});
const { '00': _, ...oneLess } = second.shards;
test.each([
  ['a head that is not its last segment’s', shard('03', { head: 'h2' })],
  ['a count that is not the sum', shard('03', { count: 6 })],
  ['a shard that moved without a segment', shard('01', { head: 'other' })],
  ['a count without a segment', shard('01', { count: 1 })],
  ['a shard too few', { shards: oneLess }],
  ['a shard too many', shard('99', { count: 0, head: 'x' })],
  ['a shard instead of another', { shards: { ...oneLess, '99': second.shards['00'] as never } }],
])('heads that do not add up are found: %s', (_name, over) => {
  const says = 'the heads of manifest 1 do not add up';
  expect(check({ ...second, ...over }, first)).toEqual(finding('rewritten', 1, says));
});

test('each segment starts where the one before it in its shard ended', () => {
  const starts = segmentsWithStart(second, first.shards).map(({ start }) => start);
  expect(starts).toEqual([
    { count: 2, head: 'h1' },
    { count: 3, head: 'h2' },
    headsBehind(undefined, CHAIN)['07'],
  ]);
  expect(segmentsWithStart(following(first, [segment('nowhere', 1, 'x')]), first.shards)[0]?.start).toEqual({
    ...{ count: 0, head: '' },
  });
  expect(AUDIT_SHARDS).toContain('07');
});
