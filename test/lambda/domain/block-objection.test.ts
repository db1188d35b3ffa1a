import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BlockFacts, blockedRange, blockObjection } from '../../../lambda/domain/block-objection.ts';
import { canonicalRange } from '../../../lambda/domain/source-range.ts';
import { isBlocked, watchList } from '../../../lambda/domain/watch-list.ts';

const now = new Date('2026-11-23T17:00:00.000Z');
const facts = (over: Partial<BlockFacts> = {}): BlockFacts => ({ now, neverBlock: [], ...over });
const ago = (ms: number) => new Date(now.getTime() - ms);
const DAY_MS = 86_400_000;

const ipv4In = (first: number, bits: number) =>
  fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((rest) => {
    const address = first * 2 ** 24 + rest;
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  });

test.each([
  '203.0.113.7',
  '8.8.8.8/32',
  '203.0.0.0/16',
  '2001:db8::1',
  '2a00:1450::/32',
  '172.32.0.1',
  '100.128.0.1',
])('nothing speaks against blocking %s', (source) => {
  expect(blockObjection(source, facts())).toBeUndefined();
});

test.each([
  '',
  'nowhere',
  '203.0.113.7/33',
  '203.0.113.0/024',
  'fe80::1%eth0',
  '203.0.113.7/24/24',
  '010.0.0.1',
  '/',
  '/24',
])('%j is no source', (source) => {
  expect(blockObjection(source, facts())).toBe('malformed');
});

test.each([
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '169.254.169.254', '172.16.0.1'],
  ...[
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
  ],
  ...[
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1/96',
    '172.0.0.0/11',
    '0.0.0.0/0',
    '::/0',
    '1000::/3',
  ],
])('%s is never blocked: no stranger is behind it', (source) => {
  expect(blockObjection(source, facts())).toBe('not-public');
});

test('no private, loopback or multicast address is blocked, nor any range that holds one', () => {
  const special = fc.oneof(ipv4In(10, 8), ipv4In(127, 8), ipv4In(224, 3), ipv4In(0, 8));
  fc.assert(
    fc.property(special, fc.integer({ min: 0, max: 32 }), (ip, bits) => {
      expect(blockObjection(ip, facts())).toBe('not-public');
      expect(blockObjection(`${ip}/${bits}`, facts())).toBe('not-public');
    }),
  );
});

test('a range on the never-block list is never blocked, from whichever side the two overlap', () => {
  const prefix = fc.integer({ min: 4, max: 32 });
  fc.assert(
    fc.property(ipv4In(203, 8), prefix, prefix, (ip, listed, asked) => {
      const neverBlock = [`${ip}/${listed}`];
      expect(['never-block', 'not-public']).toContain(
        blockObjection(`${ip}/${asked}`, facts({ neverBlock })),
      );
    }),
  );
  fc.assert(
    fc.property(ipv4In(203, 8), ipv4In(8, 8), (listed, asked) => {
      expect(blockObjection(asked, facts({ neverBlock: [listed] }))).toBeUndefined();
    }),
  );
});

test('an address on the never-block list protects the /64 that it is in', () => {
  const neverBlock = ['2a00:1450:1:2:3::4', 'nonsense'];
  expect(blockObjection('2a00:1450:1:2::9', facts({ neverBlock }))).toBe('never-block');
  expect(blockObjection('2a00:1450:1::/48', facts({ neverBlock }))).toBe('never-block');
  expect(blockObjection('2a00:1450:1:3::9', facts({ neverBlock }))).toBeUndefined();
  expect(blockObjection('203.0.113.7', facts({ neverBlock: ['::ffff:203.0.113.7'] }))).toBe('never-block');
});

test('a slip of the keyboard blocks no country', () => {
  expect(blockObjection('203.0.0.0/15', facts())).toBe('too-wide');
  expect(blockObjection('2a00::/31', facts())).toBe('too-wide');
});

test('a source with good traffic in the last 24 hours is not blocked', () => {
  expect(blockObjection('203.0.113.7', facts({ lastAllowedAt: ago(DAY_MS - 1) }))).toBe('good-traffic');
  expect(blockObjection('203.0.113.7', facts({ lastAllowedAt: ago(DAY_MS) }))).toBeUndefined();
});

test('an hour has room for a hundred blocks, or for as many as were agreed', () => {
  const source = '203.0.113.7';
  expect(blockObjection(source, facts({ blockedInHour: 99 }))).toBeUndefined();
  expect(blockObjection(source, facts({ blockedInHour: 100 }))).toBe('hourly-cap');
  expect(blockObjection(source, facts({ blockedInHour: 3, blocksPerHourMax: 3 }))).toBe('hourly-cap');
});

test('what is blocked for an address is a canonical range that holds it, and is refused by the authorizer', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
      const range = blockedRange(ip);
      if (range === undefined) return;
      expect(canonicalRange(range)).toBe(range);
      expect(blockObjection(ip, facts())).toBe(blockObjection(range, facts()));
      const block = { range, expiresAt: now.getTime() / 1_000 + 1 };
      expect(isBlocked(watchList(undefined, [block]), ip, now)).toBe(true);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (source, neverBlock) => {
      blockObjection(source, facts({ neverBlock }));
    }),
  );
});
