import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KEY_STATES, type KeyItem } from '../../../contract/tables.ts';
import { judgeKey } from '../../../lambda/domain/judge-key.ts';
import { holds } from '../../lib/config/holds.ts';
import { keyItem } from '../../support/build.ts';

const now = new Date('2026-11-23T17:00:00.000Z');
const judge = (over: Partial<KeyItem>, ip = '203.0.113.7') => judgeKey(keyItem(over), { now, ip });
const seconds = now.getTime() / 1000;

test('only an active key opens the door', () => {
  expect(KEY_STATES.map((state) => judge({ state }))).toEqual([
    'accepted',
    'disabled',
    'quarantined',
    'revoked',
    'pending',
  ]);
});

test('a key is expired from the very second it names', () => {
  expect(judge({ expiresAtSeconds: seconds + 1 })).toBe('accepted');
  expect(judge({ expiresAtSeconds: seconds })).toBe('expired');
  expect(judge({ expiresAtSeconds: 0 })).toBe('accepted');
});

test('a damaged record opens nothing', () => {
  const damaged = (over: Record<string, unknown>) => judge(over as Partial<KeyItem>);
  expect(damaged({ expiresAtSeconds: undefined })).not.toBe('accepted');
  expect(damaged({ expiresAtSeconds: 'never' })).not.toBe('accepted');
  expect(damaged({ state: undefined })).not.toBe('accepted');
});

const superseded = (over: Record<string, unknown> = {}): Partial<KeyItem> =>
  ({ supersededBy: 'b'.repeat(64), graceEndsAtSeconds: seconds + 1, ...over }) as Partial<KeyItem>;

test('a key that was superseded works until the very second its grace ends', () => {
  expect(judge(superseded())).toBe('accepted');
  expect(judge(superseded({ graceEndsAtSeconds: seconds }))).toBe('superseded');
  expect(judge(superseded({ graceEndsAtSeconds: 0 }))).toBe('superseded');
});

test('a grace never extends an expiry', () => {
  expect(judge({ ...superseded({ graceEndsAtSeconds: seconds + 99 }), expiresAtSeconds: seconds })).toBe(
    'expired',
  );
});

test('a key that ends with the first use of its successor is refused unless that is known not to have been used', () => {
  const key = keyItem(superseded({ endsOnFirstUse: true }));
  const asked = (successorUsed?: boolean) => judgeKey(key, { now, ip: '203.0.113.7', successorUsed });
  expect([asked(false), asked(true), asked(undefined)]).toEqual(['accepted', 'superseded', 'superseded']);
});

test.each([
  ['a successor without an end of grace', { graceEndsAtSeconds: undefined }],
  ['an end of grace without a successor', { supersededBy: undefined }],
  ['an end of grace that is no number', { graceEndsAtSeconds: 'tomorrow' }],
  ['a first use that is no yes or no', { endsOnFirstUse: 'no' }],
])('a record damaged by %s opens nothing', (_name, over) => {
  expect(judge(superseded(over))).toBe('superseded');
});

test('a key older than the policy allows is refused or accepted, as the policy says, and a reroll starts anew', () => {
  const asked = (over: Partial<KeyItem>, older: 'refuse' | 'report' = 'refuse') =>
    judgeKey(keyItem(over), { now, ip: '203.0.113.7', policy: { maxAgeDays: 30, older } });
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  expect(asked({ createdAt: daysAgo(30) })).toBe('accepted');
  expect(asked({ createdAt: daysAgo(31) })).toBe('aged');
  expect(asked({ createdAt: daysAgo(31) }, 'report')).toBe('accepted');
  expect(asked({ createdAt: daysAgo(31), rotatedAt: daysAgo(1) })).toBe('accepted');
  expect(asked({ createdAt: 'long ago' })).toBe('aged');
});

test('a record from before roles, scopes, reroll and policies is judged as it was', () => {
  const { keyHash, id, client, products, plan, state, usageKey, usageKeyId, ...rest } = keyItem();
  const { expiresAtSeconds, ips, note, createdAt, seal } = rest;
  const old = {
    keyHash,
    id,
    client,
    products,
    plan,
    state,
    usageKey,
    usageKeyId,
    expiresAtSeconds,
    ips,
    note,
  };
  expect(judgeKey({ ...old, createdAt, seal }, { now, ip: '203.0.113.7' })).toBe('accepted');
});

test.each([
  ['203.0.113.7', true],
  ['203.0.113.0/24', true],
  ['203.0.113.8', false],
  ['2001:db8::/32', false],
  ['0.0.0.0/0', true],
])('the list entry %s admits 203.0.113.7: %s', (entry, admitted) => {
  expect(judge({ ips: [entry] })).toBe(admitted ? 'accepted' : 'ip');
});

test('an IPv6 address is compared by its value, not by how it is written', () => {
  expect(judge({ ips: ['2001:db8::/64'] }, '2001:0db8:0:0::1')).toBe('accepted');
  expect(judge({ ips: ['2001:db8::1'] }, '2001:0db8:0:0:0::1')).toBe('accepted');
  expect(judge({ ips: ['2001:db8::1'] }, '2001:db8::2')).toBe('ip');
});

test.each([
  '203.0.113.7/',
  '203.0.113.0/ ',
  '203.0.113.0/0x8',
  '203.0.113.0/1e1',
  '203.0.113.7/33',
  '203.0.113.7/-1',
  '203.0.113.0/24/0',
  '::/129',
  '::/',
  'all',
  '',
  '/0',
])('the damaged list entry %j admits nobody', (entry) => {
  expect(judge({ ips: [entry] })).toBe('ip');
  expect(judge({ ips: [entry] }, '2001:db8::1')).toBe('ip');
});

test('an address that is none matches no list', () => {
  expect(judge({ ips: ['0.0.0.0/0', '::/0'] }, 'unknown')).toBe('ip');
});

test('a range admits exactly the addresses whose leading bits are its own', () => {
  const words = fc.integer({ min: 0, max: 0xffff_ffff });
  const dotted = (word: number) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
  holds(
    fc.property(words, words, fc.nat({ max: 32 }), fc.boolean(), (base, other, bits, near) => {
      const ip = near ? (base ^ (other >>> (bits % 32))) >>> 0 : other;
      const same = bits === 0 || base >>> (32 - bits) === ip >>> (32 - bits);
      expect(judge({ ips: [`${dotted(base)}/${bits}`] }, dotted(ip))).toBe(same ? 'accepted' : 'ip');
    }),
    { numRuns: 200 },
  );
});
