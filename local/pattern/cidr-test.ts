import { BlockList, isIP } from 'node:net';
import { PatternError } from './pattern-error.ts';

/** Whether a text is an IPv4 or IPv6 address in a range such as `10.0.0.0/24`. */
export function cidrTest(range: unknown): (value: unknown) => boolean {
  const [network = '', bits = '', ...rest] = String(range).split('/');
  const kind = family(network);
  if (kind === undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > LENGTH[kind] || rest.length > 0)
    throw new PatternError('Malformed CIDR, one of the form 10.0.0.0/24 is needed');
  const addresses = new BlockList();
  addresses.addSubnet(network, Number(bits), kind);
  return (value) => {
    if (typeof value !== 'string' || family(value) !== kind) return false;
    return addresses.check(value, kind);
  };
}

const LENGTH = { ipv4: 32, ipv6: 128 } as const;

function family(address: string): keyof typeof LENGTH | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
