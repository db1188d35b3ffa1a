import { expect, test } from '@jest/globals';
import { AUDIT, AUDIT_SHARDS } from '../../../contract/tables.ts';
import { auditItem, hourOf, inItsPlace } from '../../../lambda/domain/audit-record.ts';

const at = new Date('2026-11-23T17:04:05.678Z');
const facts = (callId: string) => ({
  ...{ callId, keyId: 'key_1', client: 'acme', upstream: 'weather', method: 'GET', route: '/forecast/*' },
  ...{ ip: '203.0.113.7', verdict: 'allowed' },
});

test('a record is found by hour, by key, and in order of time', () => {
  const item = auditItem('decision', facts('c1'), {}, at, 90);
  expect(item.entry).toBe('2026-11-23T17:04:05.678Z#c1#decision');
  expect(item.hourShard).toMatch(/^2026-11-23T17#\d\d$/);
  expect(item.keyShard).toBe(`key_1#${item.hourShard.slice(-2)}`);
  expect(hourOf(at)).toBe('2026-11-23T17');
});

test('a record is kept for as many days as the stage says', () => {
  expect(auditItem('decision', facts('c1'), {}, at, 2).expiresAt).toBe(
    Math.floor(at.getTime() / 1000) + 172_800,
  );
});

test('the records of one call share a shard, and many calls use every shard', () => {
  const shardOf = (callId: string, kind: 'decision' | 'outcome') =>
    auditItem(kind, facts(callId), {}, at, 1).hourShard.slice(-2);
  const used = new Set(Array.from({ length: 400 }, (_, n) => shardOf(`call-${n * 7919}`, 'decision')));
  expect([...used].sort()).toEqual(AUDIT_SHARDS);
  expect(AUDIT_SHARDS).toHaveLength(AUDIT.shards);
  expect(shardOf('c', 'decision')).toBe(shardOf('c', 'outcome'));
});

test('a record holds exactly the fields of the table', () => {
  const result = { status: 200, durationMs: 1, requestBytes: 2, responseBytes: 3, secretVersion: 'v' };
  expect(Object.keys(auditItem('outcome', facts('c'), result, at, 1)).sort()).toEqual(
    [
      'at',
      'callId',
      'client',
      'durationMs',
      'entry',
      'expiresAt',
      'hourShard',
      'ip',
      'keyId',
      'keyShard',
      'kind',
    ].concat([
      ...[
        'method',
        'requestBytes',
        'responseBytes',
        'route',
        'secretVersion',
        'status',
        'upstream',
        'verdict',
      ],
    ]),
  );
});

test('every record that is built lies in its place, and none of another hour, shard or spelling does', () => {
  const item = auditItem('decision', facts('c1'), {}, at, 90);
  expect(inItsPlace(item)).toBe(true);
  for (const hourShard of [
    '2026-11-23T17#16',
    '2026-11-23T18#05',
    '2026-11-23T17#5',
    '2026-11-23T17',
    'x#05',
  ])
    expect([hourShard, inItsPlace({ ...item, hourShard })]).toEqual([hourShard, false]);
});
