import { AUDIT_SHARDS, type AuditItem } from '../../contract/tables.ts';

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

/** The shard of an id; a call's records share one. Call ids are random, so their characters are spread evenly enough to choose one. */
export function shardOf(callId: string): string {
  let sum = 0;
  for (let i = 0; i < callId.length; i += 1) sum = (sum * 31 + callId.charCodeAt(i)) >>> 0;
  return String(sum % AUDIT_SHARDS.length).padStart(2, '0');
}

/**
 * Does a record lie in the partition of its hour, and in a shard that there is? Whatever lies elsewhere is read by no seal and no
 * verification, so nothing vouches for it.
 */
export const inItsPlace = ({ hourShard, entry }: Pick<AuditItem, 'hourShard' | 'entry'>): boolean =>
  AUDIT_SHARDS.some((shard) => hourShard === `${entry.slice(0, 13)}#${shard}`);
