import type { Amounts } from './quota.ts';

/** Names of keys and indexes of the tables. The physical table names come from the stack. */
export const KEYS = {
  /** Lower-case hex SHA-256 of the client key. Looking a key up is one `GetItem`; nothing stored opens the door. */
  partitionKey: 'keyHash',
  /** For operators: the record of a key id. The authorizer has no permission on it. */
  byId: { name: 'byId', partitionKey: 'id' },
  /** The one field that the authorizer may write. */
  firstUse: 'firstUsedAt',
} as const;

export const AUDIT = {
  /** `2026-11-23T17#05`: UTC hour and shard. */
  partitionKey: 'hourShard',
  /** `2026-11-23T17:04:05.678Z#<call id>#<kind>`: unique, and sorted by time. */
  sortKey: 'entry',
  /** One key's records: `<key id>#<shard>`, sorted like the table. */
  byKey: { name: 'byKey', partitionKey: 'keyShard', sortKey: 'entry' },
  /**
   * Writes of one hour, and of one key, spread over this many partitions. A partition takes 1,000 writes a second
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html), a request makes two.
   */
  shards: 16,
  expiresAt: 'expiresAt',
} as const;

/** Every shard's name, `00` to `15`: what a search has to ask. */
export const AUDIT_SHARDS: readonly string[] = Array.from({ length: AUDIT.shards }, (_, n) =>
  String(n).padStart(2, '0'),
);

export const HONEYTOKENS = { partitionKey: 'tokenId', sortKey: 'entry', expiresAt: 'expiresAt' } as const;

/** `pending`: the record of a key that was not handed out yet; it opens nothing. */
export const KEY_STATES = ['active', 'disabled', 'quarantined', 'revoked', 'pending'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/**
 * An item of the keys table: one for each hash. A reroll adds an item with the same `id`, usage key and rights; the item of
 * the key before names it in `supersededBy`. A honeytoken has the same shape; its `seal` is as long and as even as any other,
 * and tells only whoever holds the seal key. What is optional may be absent from a record that was restored, and then means
 * what is said here.
 */
export interface KeyItem {
  readonly keyHash: string;
  /** `key_` + 20 base62 characters. Public: it appears in audit records and on terminals. */
  readonly id: string;
  readonly client: string;
  readonly products: readonly string[];
  readonly plan: string;
  readonly state: KeyState;
  /** Opaque value of the API Gateway key whose usage plan applies; never given to a client. */
  readonly usageKey: string;
  /** Id of that API Gateway key, needed to delete it. */
  readonly usageKeyId: string;
  /** Unix seconds; 0 means never. Checked on read, because DynamoDB deletes expired items late. */
  readonly expiresAtSeconds: number;
  /** Addresses and CIDR ranges; empty means any. */
  readonly ips: readonly string[];
  readonly note: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** 64 hex digits: random, or a honeytoken's; see `lambda/domain/seal.ts`. */
  readonly seal: string;
  /** A role of the config, which narrows what the products open. Absent: no narrowing. */
  readonly role?: string;
  /** What the key may call at most, in the form of `lambda/domain/scope.ts`. Absent: all that products and role open. */
  readonly scopes?: readonly string[];
  readonly mayMint?: boolean; // short-lived tokens; absent: no
  /** Who answers for the key. Absent: nobody was named. */
  readonly owner?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Counts changes, so that of two who change a record at once one is told. Absent: 0. */
  readonly version?: number;
  /** Why the state is what it is. */
  readonly stateReason?: string;
  /** ISO 8601, UTC: when a reroll made this key, while `createdAt` stays that of the first. Absent: it is the first. */
  readonly rotatedAt?: string;
  /** Hash of the key that took over. The two are written at once: with one of them alone the record is damaged. */
  readonly supersededBy?: string;
  /** Unix seconds from which a key that was superseded is refused. */
  readonly graceEndsAtSeconds?: number;
  /** A key that was superseded is refused as soon as one that came after it has been used. Absent: only the grace ends it. */
  readonly endsOnFirstUse?: boolean;
  /** `never` until the authorizer saw the key used, then when that was. Absent: nobody asked. */
  readonly firstUsedAt?: string;
  /** What the caller of the reroll that made this key named it by. */
  readonly rerollToken?: string;
  /** The key, encrypted for whoever was named at its reroll (JWE); `sealedFor` is that public key's thumbprint. */
  readonly sealed?: string;
  readonly sealedFor?: string;
  /** Name in the reviewed file from which the record is kept. */
  readonly declaredAs?: string;
}

/**
 * An item of the audit table. No field here could hold a key, a query or a body: that is the redaction policy. The one text a
 * client chooses is its user agent, which is cut short and cleaned of whatever could be a key.
 */
export interface AuditItem {
  readonly hourShard: string;
  readonly entry: string;
  readonly keyShard: string;
  /** `decision` is written ahead, `outcome` after the last byte, `refusal` instead of both when a known key was refused. */
  readonly kind: 'decision' | 'outcome' | 'refusal';
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** API Gateway's extended request id, which no client can choose; joins decision, outcome and access-log line. */
  readonly callId: string;
  readonly keyId: string;
  readonly client: string;
  /** Id of the token that was presented; absent for a client key. */
  readonly tokenId?: string;
  readonly upstream: string;
  readonly method: string;
  /** The configured route that matched, e.g. `/v1beta/models/*:generateContent`; never the path that was sent. */
  readonly route: string;
  readonly ip: string;
  /** Cleaned and cut by `lambda/domain/user-agent.ts`; absent where the client named none. */
  readonly userAgent?: string;
  /** The API product that opened the route; absent on a refusal. */
  readonly product?: string;
  /** `allowed`, or the fault code of the refusal or failure. */
  readonly verdict: string;
  /** Which list said no, and which constraint, in the config's words: only where a route was refused. */
  readonly rule?: string;
  /** HTTP status the client was given; absent on a decision. */
  readonly status?: number;
  readonly durationMs?: number;
  /** What was counted against the plan's hard quota; tokens as the upstream told them. */
  readonly units?: Amounts;
  readonly requestBytes?: number;
  readonly responseBytes?: number;
  /** Secrets Manager version id of the upstream key that was used. */
  readonly secretVersion?: string;
  /** How often a live upstream key was taken out of the answer; absent for never. */
  readonly scrubbed?: number;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}
