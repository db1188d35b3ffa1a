import { AUDIT, type AuditItem } from '../../contract/tables.ts';

/** What is known about a call before anything is sent upstream. */
export type AuditFacts = Pick<
  AuditItem,
  'callId' | 'keyId' | 'client' | 'upstream' | 'method' | 'route' | 'ip' | 'userAgent' | 'verdict'
>;

export type AuditResult = Partial<
  Pick<
    AuditItem,
    | 'tokenId'
    | 'product'
    | 'rule'
    | 'status'
    | 'durationMs'
    | 'units'
    | 'requestBytes'
    | 'responseBytes'
    | 'secretVersion'
    | 'scrubbed'
  >
>;

/** Builds one append-only record; its key is unique, sorted by time and spread over the table's shards. */
export function auditItem(
  kind: AuditItem['kind'],
  facts: AuditFacts,
  result: AuditResult,
  at: Date,
  retentionDays: number,
): AuditItem {
  const iso = at.toISOString();
  const shard = shardOf(facts.callId);
  return {
    ...facts,
    ...result,
    kind,
    at: iso,
    entry: `${iso}#${facts.callId}#${kind}`,
    hourShard: `${hourOf(at)}#${shard}`,
    keyShard: `${facts.keyId}#${shard}`,
    expiresAt: Math.floor(at.getTime() / 1000) + retentionDays * 86_400,
  };
}

/** `2026-11-23T17` */
export const hourOf = (at: Date): string => at.toISOString().slice(0, 13);

/** Every shard's name, `00` to `15`: what a search has to ask. */
export const SHARDS: readonly string[] = Array.from({ length: AUDIT.shards }, (_, n) => shardName(n));

function shardName(n: number): string {
  return String(n).padStart(2, '0');
}

/** The shard of an id; a call's records share one. Call ids are random, so their characters are spread evenly enough to choose one. */
export function shardOf(callId: string): string {
  let sum = 0;
  for (let i = 0; i < callId.length; i += 1) sum = (sum * 31 + callId.charCodeAt(i)) >>> 0;
  return shardName(sum % AUDIT.shards);
}
