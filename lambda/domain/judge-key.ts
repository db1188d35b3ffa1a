import { BlockList, isIP } from 'node:net';
import type { KeyItem } from '../../contract/tables.ts';
import { complaintAboutIpRange } from './ip-range.ts';

/** What the authorizer knows about the request besides the key. */
export interface KeyFacts {
  readonly now: Date;
  /** `requestContext.identity.sourceIp`; nothing a client can write is believed. */
  readonly ip: string;
}

export type KeyJudgement = 'accepted' | 'disabled' | 'quarantined' | 'revoked' | 'expired' | 'bait' | 'ip';

/** Whether a key's record opens the door now. Every answer but `accepted` looks the same from outside, and a damaged record opens nothing. */
export function judgeKey(key: KeyItem, facts: KeyFacts): KeyJudgement {
  if (key.bait !== false) return 'bait';
  if (key.state !== 'active') return key.state;
  const lives = key.expiresAtSeconds === 0 || facts.now.getTime() < key.expiresAtSeconds * 1000;
  if (!lives) return 'expired';
  return key.ips.length === 0 || listed(key.ips, facts.ip) ? 'accepted' : 'ip';
}

/** An entry that does not parse matches nothing, so a damaged list refuses rather than admits. */
function listed(entries: readonly string[], ip: string): boolean {
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
