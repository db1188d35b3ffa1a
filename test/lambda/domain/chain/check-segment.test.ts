import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { canonical, type PlainRecord } from '../../../../lambda/domain/chain/canonical.ts';
import { checkSegment, type SegmentFacts } from '../../../../lambda/domain/chain/check-segment.ts';
import { firstHead, headBehind, sha256 } from '../../../../lambda/domain/chain/links.ts';
import { linesIn, recordIn, SegmentBuilder } from '../../../../lambda/domain/chain/segment.ts';

const start = { count: 10, head: firstHead('audit', '05') };
const records: readonly PlainRecord[] = [1, 2, 3].map((n) => ({ entry: `e${n}`, client: 'ünï', n }));
const digests = records.map((record) => sha256(canonical(record)));
const built = (of = records) => {
  const builder = new SegmentBuilder(
    { sequence: 4, shard: '05', hour: '2026-11-23T17', late: false },
    start.head,
  );
  for (const record of of) builder.add(record);
  return builder.build();
};
const whole = built();
const packed = (lines: readonly string[]) => gzipSync(Buffer.from(lines.map((line) => `${line}\n`).join('')));
const lines = records.map(canonical);
const check = (over: Partial<SegmentFacts> = {}) =>
  checkSegment({
    ...{ sequence: 4, segment: whole.segment, start, records: whole.records, digests: whole.digests },
    ...over,
  });
const { findings: none, ...read } = check();
const archive = { where: 'archive', sequence: 4, shard: '05', object: whole.segment.records.object };

test('a segment says what it holds and where its objects lie', () => {
  const { segment } = whole;
  expect(segment).toMatchObject({
    ...{ shard: '05', hour: '2026-11-23T17', late: false, count: 3, first: 'e1', last: 'e3' },
    head: headBehind(start.head, digests),
  });
  const name = `day=2026-11-23/hour=17/4-05-${segment.head.slice(0, 16)}`;
  expect([segment.records.object, segment.digests.object]).toEqual([
    `records/${name}.ndjson.gz`,
    `digests/${name}.sha256`,
  ]);
  expect([segment.records.bytes, segment.digests.bytes]).toEqual([whole.records.length, 96]);
});

test('a segment as it was sealed is whole, and its lines are the records', () => {
  expect([none, read.sealed]).toEqual([[], digests]);
  expect(read.lines.map(recordIn)).toEqual(records);
});

test.each([
  ['edited', [lines[0], lines[1]?.replace('2', '9'), lines[2]], 12, 'e9', 'a record is not as it was sealed'],
  ['deleted', [lines[0], lines[2]], 12, 'e3', 'a record that was sealed is not there'],
  [
    'inserted',
    [lines[0], '{"entry":"x"}', lines[1], lines[2]],
    12,
    'x',
    'a record is there that was never sealed',
  ],
  ['swapped', [lines[1], lines[0], lines[2]], 11, 'e2', 'a record lies in another one’s place'],
  ['deleted', [lines[0], lines[1]], 13, undefined, 'a record that was sealed is not there'],
])('%s: the first bad record is named with its place', (what, left, position, entry, says) => {
  expect(check({ records: packed(left.map(String)) }).findings).toEqual([
    { ...archive, what, position, says, ...(entry === undefined ? {} : { entry }) },
  ]);
});

test('the same records in other bytes are told as that', () => {
  const records = gzipSync(Buffer.from(lines.map((line) => `${line}\n`).join('')), { level: 1, strategy: 2 });
  expect(check({ records }).findings).toEqual([
    { ...archive, what: 'repacked', says: 'these are the records, in other bytes than were written' },
  ]);
});

test.each([
  ['deleted', undefined, '3 records are not there'],
  ['unreadable', Buffer.from('x'), '3 records cannot be unpacked'],
  ['unreadable', gzipSync('{"entry":"e1"}'), '3 records cannot be unpacked'],
])('records that are %s', (what, bytes, says) => {
  expect(check({ records: bytes })).toEqual({
    findings: [{ ...archive, what, says }],
    sealed: digests,
    lines: [],
  });
});

const list = { ...archive, object: whole.segment.digests.object };
test.each([
  ['deleted', undefined, 'the list of digests is not there'],
  [
    'edited',
    Buffer.concat([whole.digests.subarray(32), whole.digests.subarray(0, 32)]),
    'the list of digests is not the one that was sealed',
  ],
])('a list of digests that is %s is told, and the records vouch for themselves', (what, bytes, says) => {
  expect(check({ digests: bytes })).toMatchObject({ findings: [{ ...list, what, says }], sealed: digests });
});

test('without the list of digests an edited record is found, but not which', () => {
  const left = packed([lines[0] ?? '', '{}', lines[2] ?? '']);
  const { findings, sealed } = check({ records: left, digests: undefined });
  expect(findings.map(({ what, says }) => [what, says])).toEqual([
    ['deleted', 'the list of digests is not there'],
    ['edited', 'at least one of these records is not as it was sealed'],
  ]);
  expect(sealed).toBeUndefined();
});

test.each([
  ['a head that it does not lead to', { segment: { ...whole.segment, head: 'f'.repeat(64) } }],
  ['another start', { start: { ...start, head: firstHead('audit', '06') } }],
  ['another count', { segment: { ...whole.segment, count: 2 } }],
])('a list of digests proves nothing beside %s', (_, over) => {
  expect(check(over).findings[0]).toMatchObject({ ...list, what: 'edited' });
});

test('lines are taken byte for byte', () => {
  expect(linesIn(packed([]))).toEqual([]);
  expect(linesIn(packed(['a', '', 'b']))).toEqual(['a', '', 'b']);
  for (const text of ['', '[]', '1', 'null', '{']) expect(recordIn(text)).toBeUndefined();
});

test('a segment is full with 20,000 records or 12 million characters, whichever comes first', () => {
  const place = { sequence: 4, shard: '05', hour: '2026-11-23T17', late: false };
  const few = new SegmentBuilder(place, start.head);
  expect([few.empty, few.full]).toEqual([true, false]);
  const big = { entry: 'e', text: 'x'.repeat(12_000_000 - canonical({ entry: 'e', text: '' }).length - 1) };
  few.add(big);
  expect([few.empty, few.full]).toEqual([false, false]);
  few.add({});
  expect(few.full).toBe(true);
  const many = new SegmentBuilder(place, start.head);
  for (let n = 1; n < 20_000; n += 1) many.add({});
  expect(many.full).toBe(false);
  many.add({});
  expect(many.full).toBe(true);
});
