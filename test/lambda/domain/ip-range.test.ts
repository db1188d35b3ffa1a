import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complaintAboutIpRange } from '../../../lambda/domain/ip-range.ts';
import { judgeKey } from '../../../lambda/domain/judge-key.ts';
import { keyItem } from '../../support/build.ts';

const now = new Date('2026-11-23T17:00:00.000Z');

test.each(['203.0.113.7', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::1', '2001:db8::/32', '::/0'])(
  '%s is accepted',
  (text) => {
    expect(complaintAboutIpRange(text)).toBeUndefined();
  },
);

test.each([
  ...[
    '',
    'any',
    '203.0.113',
    '203.0.113.7/',
    '203.0.113.7/33',
    '203.0.113.7/08',
    '203.0.113.7/-1',
    '1.2.3.4/8/9',
  ],
  ...['2001:db8::/129', 'fe80::1%eth0', '::ffff:203.0.113.7', '203.0.113.7/24x', ' 203.0.113.7', '010.0.0.1'],
])('%j is refused', (text) => {
  expect(complaintAboutIpRange(text)).toBeDefined();
});

test('an accepted entry admits its own address', () => {
  const v4 = fc.tuple(fc.ipV4(), fc.option(fc.integer({ min: 0, max: 32 })));
  const v6 = fc.tuple(fc.ipV6(), fc.option(fc.integer({ min: 0, max: 128 })));
  fc.assert(
    fc.property(fc.oneof(v4, v6), ([ip, bits]) => {
      const entry = bits === null ? ip : `${ip}/${bits}`;
      fc.pre(complaintAboutIpRange(entry) === undefined);
      expect(judgeKey(keyItem({ ips: [entry] }), { now, ip })).toBe('accepted');
    }),
  );
});
