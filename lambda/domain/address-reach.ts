import { BlockList, isIP } from 'node:net';

/** Who can be behind an address. Everything that is neither a public host nor this machine is `refused`. */
export type AddressReach = 'public' | 'loopback' | 'refused';

type Range = readonly [address: string, prefixBits: number];

/** https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast, the reserved rest and 6to4's old relays. */
const SPECIAL_IPV4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // instance metadata among them
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/**
 * What is not an ordinary host within 2000::/3, the only range of global unicast
 * (https://www.iana.org/assignments/iana-ipv6-special-registry): protocol assignments with Teredo and ORCHID, documentation,
 * 6to4, AS112. Mapped, compatible, NAT64, unique-local, link-local and multicast addresses lie outside 2000::/3.
 */
const SPECIAL_IPV6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const specialIpv4 = listOf(SPECIAL_IPV4, 'ipv4');
const specialIpv6 = listOf(SPECIAL_IPV6, 'ipv6');
const globalIpv6 = listOf([['2000::', 3]], 'ipv6');
const loopback = listOf([['127.0.0.0', 8]], 'ipv4');

/** Reach of an address as a resolver or a URL writes it. What is no address, or names a zone of one machine, is `refused`. */
export function addressReach(address: string): AddressReach {
  if (address.includes('%')) return 'refused';
  switch (isIP(address)) {
    case 4:
      if (loopback.check(address, 'ipv4')) return 'loopback';
      return specialIpv4.check(address, 'ipv4') ? 'refused' : 'public';
    case 6:
      if (/^[0:]*:0*1$/.test(address)) return 'loopback';
      return globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6') ? 'public' : 'refused';
    default:
      return 'refused';
  }
}

function listOf(ranges: readonly Range[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [address, bits] of ranges) list.addSubnet(address, bits, family);
  return list;
}
