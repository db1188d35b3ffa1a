import { BlockList, isIP } from 'node:net';
import { complaintAboutIpRange } from './ip-range.ts';

/** Whether an address is on a list of addresses and CIDR ranges. An entry that does not parse matches nothing, so a damaged list refuses rather than admits. */
export function addressListed(entries: readonly string[], ip: string): boolean {
  const family = isIP(ip);
  if (family === 0) return false;
  const list = new BlockList();
  for (const entry of entries) {
    if (complaintAboutIpRange(entry) !== undefined) continue;
    const address = entry.replace(/\/.*/, '');
    const [type, bits] = isIP(address) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
    list.addSubnet(address, address === entry ? bits : Number(entry.slice(address.length + 1)), type);
  }
  return list.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}
