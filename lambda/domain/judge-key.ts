import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { KeyItem, KeyState } from '../../contract/tables.ts';
import { addressListed } from './address-listed.ts';
import { overAge } from './key-age.ts';

/** What the authorizer knows about the request besides the key. */
export interface KeyFacts {
  readonly now: Date;
  /** `requestContext.identity.sourceIp`; nothing a client can write is believed. */
  readonly ip: string;
  /** Absent: keys may become as old as they like. */
  readonly policy?: KeyPolicy;
  /** Whether a key that came after this one has been used; asked of a key that ends with that. Not known counts as yes. */
  readonly successorUsed?: boolean;
}

export type KeyJudgement =
  | 'accepted'
  | Exclude<KeyState, 'active'>
  | 'expired'
  | 'superseded'
  | 'aged'
  /** Told by the seal, before the record is judged. */
  | 'bait'
  | 'ip';

/** Whether a key's record opens the door now. Every answer but `accepted` looks the same from outside, and a damaged record opens nothing. */
export function judgeKey(key: KeyItem, facts: KeyFacts): KeyJudgement {
  if (key.state !== 'active') return key.state;
  const lives = key.expiresAtSeconds === 0 || facts.now.getTime() < key.expiresAtSeconds * 1000;
  if (!lives) return 'expired';
  if (!inGrace(key, facts)) return 'superseded';
  if (facts.policy?.older === 'refuse' && overAge(key, facts.policy, facts.now)) return 'aged';
  return key.ips.length === 0 || addressListed(key.ips, facts.ip) ? 'accepted' : 'ip';
}

/** Whether a key has no successor, or one that leaves it time. Of the two fields that say so, one alone is damage. */
function inGrace(key: KeyItem, { now, successorUsed }: KeyFacts): boolean {
  const { supersededBy, graceEndsAtSeconds, endsOnFirstUse } = key;
  if (supersededBy === undefined && graceEndsAtSeconds === undefined) return true;
  if (supersededBy === undefined || graceEndsAtSeconds === undefined) return false;
  if (endsOnFirstUse !== undefined && endsOnFirstUse !== false && successorUsed !== false) return false;
  return now.getTime() < graceEndsAtSeconds * 1000;
}
