import type { AuditEntry } from '../../../contract/audit-entry.ts';
import { networkOf } from './network-of.ts';

/** A call as detectors see it: once, when it came, whether or not it was let through. */
export interface SeenCall {
  readonly callId: string;
  readonly keyId: string;
  readonly client: string;
  readonly atMs: number;
  readonly ip: string;
  readonly network?: string;
  /** ISO 3166-1, where the address's registry tells. */
  readonly country?: string;
  /** `allowed`, or the fault code of the refusal. */
  readonly verdict: string;
}

/** ISO 3166-1 of an address. */
export type CountryOf = (ip: string) => string | undefined;

/** What an entry of the audit says of a call that came; `undefined` for how one ended, and for what operators did. */
export function seenCall(entry: AuditEntry, countryOf: CountryOf): SeenCall | undefined {
  if (entry.kind !== 'decision' && entry.kind !== 'refusal') return undefined;
  const { callId, keyId, client, at, ip, verdict } = entry;
  const [network, country] = [networkOf(ip), countryOf(ip)];
  return {
    ...{ callId, keyId, client, atMs: Date.parse(at), ip, verdict },
    ...(network === undefined ? {} : { network }),
    ...(country === undefined ? {} : { country }),
  };
}

/** Sorts calls by time; unique. */
export const callMark = ({ atMs, callId }: Pick<SeenCall, 'atMs' | 'callId'>): string =>
  `${new Date(atMs).toISOString()}#${callId}`;
