import ipaddr from 'ipaddr.js';
import { complain } from './complaint.ts';
import { textBy } from './schema.ts';

/** An address or CIDR range as a client's address arrives: no zone of one machine, no IPv4 in IPv6's clothes. */
export const addressOrRange = textBy((text) => {
  const address = text.replace(/\/.*/s, '');
  const known = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  const plain = !address.includes('%') && !(address.includes(':') && address.includes('.'));
  if (known && plain && (address === text || ipaddr.isValidCIDR(text))) return text;
  return complain(
    'is not an address or CIDR range',
    `write one such as '198.51.100.0/24' or '2001:db8::/32'`,
  );
});
