import { isIP } from 'node:net';

/**
 * What is wrong with an entry of a key's address list; `undefined` for an address or CIDR range that `judgeKey` reads as its
 * author meant it. Mapped addresses and zones are refused: a client's address never arrives in those forms.
 */
export function complaintAboutIpRange(text: string): string | undefined {
  const address = text.replace(/\/.*/s, '');
  const bits = address === text ? undefined : text.slice(address.length + 1);
  const family = isIP(address);
  if (family === 0 || bits?.includes('/') === true)
    return 'is not an address or CIDR range; write 203.0.113.7 or 2001:db8::/32';
  if (address.includes('%')) return 'names a zone of one machine; leave out the % and what follows';
  if (family === 6 && address.includes('.'))
    return 'is an IPv4 address in IPv6 notation; write the IPv4 address';
  if (bits === undefined) return undefined;
  const bitsMax = family === 4 ? 32 : 128;
  if (!/^(0|[1-9][0-9]{0,2})$/.test(bits) || Number(bits) > bitsMax)
    return `has a prefix length that is not a number from 0 to ${bitsMax}`;
  return undefined;
}
