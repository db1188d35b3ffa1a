import { BlockList, isIP } from 'node:net';
import type { KeyItem } from '../../contract/tables.ts';

/** What the authorizer knows about the request besides the key. */
export interface KeyFacts {
  readonly now: Date;
  /** `requestContext.identity.sourceIp`; nothing a client can write is believed. */
  readonly ip: string;
}

export type KeyJudgement = 'accepted' | 'disabled' | 'quarantined' | 'revoked' | 'expired' | 'bait' | 'ip';

/** Whether a key's record opens the door now. Every answer but `accepted` looks the same from outside. */
export function judgeKey(key: KeyItem, facts: KeyFacts): KeyJudgement {
  if (key.bait) return 'bait';
  if (key.state !== 'active') return key.state;
  if (key.expiresAtSeconds !== 0 && facts.now.getTime() >= key.expiresAtSeconds * 1000) return 'expired';
  return key.ips.length === 0 || listed(key.ips, facts.ip) ? 'accepted' : 'ip';
}

/** An entry that does not parse matches nothing, so a damaged list refuses rather than admits. */
function listed(entries: readonly string[], ip: string): boolean {
  const family = isIP(ip);
  if (family === 0) return false;
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const entryFamily = isIP(address);
    if (entryFamily === 0) continue;
    const prefix = bits === undefined ? (entryFamily === 4 ? 32 : 128) : Number(bits);
    if (!Number.isInteger(prefix) || prefix < 0 || prefix > (entryFamily === 4 ? 32 : 128)) continue;
    list.addSubnet(address, prefix, entryFamily === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}
