import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { addressReach } from '../../../lambda/domain/address-reach.ts';

test.each([
  ['8.8.8.8', 'public'],
  ['172.15.255.255', 'public'],
  ['172.32.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['223.255.255.255', 'public'],
  ['2600:1f18::1', 'public'],
  ['2a00:1450:4001::200e', 'public'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['0000::0001', 'loopback'],
])('%s is %s', (address, reach) => {
  expect(addressReach(address)).toBe(reach);
});

test.each([
  ['this network', '0.0.0.0'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['instance metadata', '169.254.169.254'],
  ['container credentials', '169.254.170.2'],
  ['protocol assignments', '192.0.0.170'],
  ['documentation', '192.0.2.1'],
  ['benchmarks', '198.19.255.255'],
  ['6to4 relays', '192.88.99.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['nearly loopback', '::2'],
  ['nearly loopback', '1::1'],
  ['compatible', '::7f00:1'],
  ['compatible', '::127.0.0.1'],
  ['mapped', '::ffff:127.0.0.1'],
  ['mapped', '::ffff:8.8.8.8'],
  ['mapped', '::ffff:a00:1'],
  ['NAT64', '64:ff9b::a9fe:a9fe'],
  ['local NAT64', '64:ff9b:1::a00:1'],
  ['discard only', '100::1'],
  ['unique local', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['a zone', 'fe80::1%eth0'],
  ['a zone of loopback', '::1%lo'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['6to4', '2002:7f00:1::'],
  ['documentation', '2001:db8::1'],
  ['documentation', '3fff::1'],
  ['segment routing', '5f00::1'],
  ['no address', 'localhost'],
  ['no address', ''],
  ['another notation', '0x7f.1'],
  ['another notation', '2130706433'],
  ['another notation', '010.0.0.1'],
  ['brackets', '[::1]'],
  ['a line break', '8.8.8.8\n'],
])('%s is refused: %s', (_what, address) => {
  expect(addressReach(address)).toBe('refused');
});

test('no IPv4 address is public that an independent table calls special', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      if (addressReach(address) === 'public') expect(ipaddr.parse(address).range()).toBe('unicast');
    }),
    { numRuns: 5_000 },
  );
});

test('every IPv4 address that an independent table calls special is refused or loopback', () => {
  const special = fc.ipV4().filter((address) => ipaddr.parse(address).range() !== 'unicast');
  fc.assert(
    fc.property(special, (address) => expect(addressReach(address)).not.toBe('public')),
    { numRuns: 1_000 },
  );
});

test('no IPv6 address is public that an independent table calls special, or that holds an IPv4 address', () => {
  const inside = fc.tuple(fc.constantFrom('::', '::ffff:', '64:ff9b::', '2002:', 'fe80::'), fc.ipV4());
  const embedded = inside.map(([prefix, address]) => {
    const words = Buffer.from(address.split('.').map(Number)).toString('hex');
    const tail = `${words.slice(0, 4)}:${words.slice(4)}`;
    return prefix === '2002:' ? `2002:${tail}::1` : prefix + tail;
  });
  fc.assert(
    fc.property(embedded, (address) => expect(addressReach(address)).not.toBe('public')),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      if (addressReach(address) === 'public') expect(ipaddr.parse(address).range()).toBe('unicast');
    }),
    { numRuns: 5_000 },
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['public', 'loopback', 'refused']).toContain(addressReach(text));
    }),
  );
});
