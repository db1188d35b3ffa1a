import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addressReach } from '../../../lambda/domain/address-reach.ts';
import { hostReach } from '../../../lib/config/host-reach.ts';
import { holds } from './holds.ts';

/** First and last addresses of special ranges, and their neighbours outside. */
const EDGES = [
  ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...['192.0.0.1', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.1', '192.168.0.1', '192.175.48.1'],
  ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...[
    '[::]',
    '[::1]',
    '[::ffff:10.0.0.1]',
    '[::ffff:8.8.8.8]',
    '[::8.8.8.8]',
    '[64:ff9b::808:808]',
    '[64:ff9b:1::1]',
  ],
  ...[
    '[100::1]',
    '[2001::1]',
    '[2001:db8::1]',
    '[2002:a00:1::1]',
    '[2620:4f:8000::1]',
    '[3fff::1]',
    '[5f00::1]',
  ],
  ...['[4000::1]', '[fc00::1]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]', '[ff02::1]'],
];
const hosts = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
);

test('no address that would be refused when it is dialled passes for a public one at synth', () => {
  holds(
    fc.property(hosts, (host) => {
      const hostname = new URL(`https://${host}/`).hostname;
      const reach = hostReach(hostname);
      if (reach !== 'public') return;
      expect([hostname, addressReach(hostname.replace(/^\[|\]$/g, ''))]).toEqual([hostname, 'public']);
    }),
    { numRuns: 400, examples: EDGES.map((edge) => [edge]) },
  );
});

test.each([
  ['https://0x7f.1/', 'loopback'],
  ['https://2130706433/', 'loopback'],
  ['https://0251.0376.0251.0376/', 'unusable'],
  ['https://2852039166/', 'unusable'],
  ['https://[::ffff:169.254.169.254]/', 'unusable'],
  ['https://metadata.google.internal/', 'private'],
  ['https://localhost/', 'loopback'],
  ['https://intranet/', 'private'],
  ['https://api.example.com./', 'unusable'],
  ['https://１２７.0.0.1/', 'loopback'],
])('%s is %s', (url, reach) => {
  expect(hostReach(new URL(url).hostname)).toBe(reach);
});
