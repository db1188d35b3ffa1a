import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalRange, sourceRange } from '../../../lambda/domain/source-range.ts';
import { isBlocked, watchList } from '../../../lambda/domain/watch-list.ts';

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['::ffff:203.0.113.7', '203.0.113.7/32'],
  ['2001:DB8:0:1::5', '2001:db8:0:1::/64'],
  ['2001:db8::1', '2001:db8::/64'],
  ['::1', '::/64'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
  ['fe80::1%eth0', undefined],
  ['64:ff9b::192.0.2.1', undefined],
  ['', undefined],
  ['203.0.113', undefined],
])('whoever is behind %j stands as %s', (ip, range) => {
  expect(sourceRange(ip)).toBe(range);
});

test.each([
  ['203.0.113.77/24', '203.0.113.0/24'],
  ['203.0.113.7', '203.0.113.7/32'],
  ['255.255.255.255/1', '128.0.0.0/1'],
  ['2001:db8:0:0:0:0:0:1/33', '2001:db8::/33'],
  ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
  ['203.0.113.0/33', undefined],
  ['203.0.113.0/08', undefined],
  ['2001:db8::/64/1', undefined],
  ['nowhere', undefined],
])('the range %j is written %s', (text, range) => {
  expect(canonicalRange(text)).toBe(range);
});

test('a source is blocked by its own range, whatever its address', () => {
  const now = new Date('2026-11-23T17:00:00.000Z');
  const expiresAt = now.getTime() / 1_000 + 1;
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
      const range = sourceRange(ip);
      if (range === undefined) return;
      expect(canonicalRange(range)).toBe(range);
      expect(isBlocked(watchList(undefined, [{ range, expiresAt }]), ip, now)).toBe(true);
    }),
  );
});

test('a block ends with its very second, and holds nobody outside its range', () => {
  const at = (ms: number) => new Date(Date.parse('2026-11-23T17:00:00.000Z') + ms);
  const expiresAt = at(1_000).getTime() / 1_000;
  const watch = watchList(undefined, [
    { range: '198.51.100.0/25', expiresAt },
    { range: '2001:db8::/64', expiresAt },
    { range: 'nonsense', expiresAt },
    { range: '10.0.0.0/64', expiresAt },
  ]);
  const blocked = (ip: string, ms = 0) => isBlocked(watch, ip, at(ms));
  expect([blocked('198.51.100.127'), blocked('198.51.100.128')]).toEqual([true, false]);
  expect([blocked('2001:db8::ffff'), blocked('2001:db8:0:1::1')]).toEqual([true, false]);
  expect([blocked('198.51.100.1', 999), blocked('198.51.100.1', 1_000)]).toEqual([true, false]);
  expect([blocked('nonsense'), blocked('10.0.0.1')]).toEqual([false, false]);
});
