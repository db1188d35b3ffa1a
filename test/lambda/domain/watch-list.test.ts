import { expect, test } from '@jest/globals';
import { isBlocked, watchList } from '../../../lambda/domain/watch-list.ts';

const NOW = new Date('2026-11-26T12:00:00.000Z');
const SOON = NOW.getTime() / 1000 + 60;
const listOf = (...ranges: readonly string[]) =>
  watchList(
    undefined,
    ranges.map((range) => ({ range, expiresAt: SOON })),
  );

test.each([
  ['203.0.113.7/32', '203.0.113.7', true],
  ['203.0.113.7/32', '203.0.113.8', false],
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  ['2001:db8:1:2::/64', '2001:db8:1:2:ffff::1', true],
  ['2001:db8:1:2::/64', '2001:db8:1:3::1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
])('with %s blocked, %s is blocked: %s', (range, ip, blocked) => {
  expect(isBlocked(listOf(range), ip, NOW)).toBe(blocked);
  expect(isBlocked(listOf('198.51.100.0/24', range, '192.0.2.1/32'), ip, NOW)).toBe(blocked);
});

test('a block ends in the second that it says', () => {
  for (const range of ['203.0.113.7/32', '203.0.113.0/24']) {
    expect(isBlocked(listOf(range), '203.0.113.7', new Date(SOON * 1000 - 1))).toBe(true);
    expect(isBlocked(listOf(range), '203.0.113.7', new Date(SOON * 1000))).toBe(false);
  }
});

test('a source whose own block is over is still held by a wider one', () => {
  const blocks = [
    { range: '203.0.113.7/32', expiresAt: SOON - 120 },
    { range: '203.0.113.0/24', expiresAt: SOON },
  ];
  expect(isBlocked(watchList(undefined, blocks), '203.0.113.7', NOW)).toBe(true);
});

test.each([
  ['203.0.113.7', '203.0.113.7', '203.0.113.8'],
  ['203.0.113.7/24', '203.0.113.1', '203.0.114.1'],
  ['2001:DB8::/32', '2001:db8::1', '2001:db9::1'],
  ['2001:db8::1', '2001:db8::1', '2001:db8::2'],
])(
  'a range that is not written canonically, %s, blocks what it says and nobody else',
  (range, inside, outside) => {
    expect([isBlocked(listOf(range), inside, NOW), isBlocked(listOf(range), outside, NOW)]).toEqual([
      true,
      false,
    ]);
  },
);

test.each(['', 'x', '203.0.113.7/33', '203.0.113.7/', '/24', '1.2.3.4/x'])(
  'a range that is none blocks nobody: %j',
  (range) => {
    const list = listOf(range);
    expect([list.sources.size, list.ranges.length]).toEqual([0, 0]);
  },
);

test('an address that is none is not blocked, and nobody is by an empty list', () => {
  for (const ip of ['', 'x', '203.0.113.7/32']) expect(isBlocked(listOf('0.0.0.0/16'), ip, NOW)).toBe(false);
  expect(isBlocked(listOf(), '203.0.113.7', NOW)).toBe(false);
});

test('the key of the seals is kept as it is', () => {
  expect([watchList('abc', []).sealKey, watchList(undefined, []).sealKey]).toEqual(['abc', undefined]);
});
