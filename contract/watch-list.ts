/**
 * What the authorizer keeps an eye on: one partition of the honeytokens table, read whole. It holds the key of the seals and
 * every block of a source.
 */
export const WATCH_LIST = { partition: 'watch', sealKeyEntry: 'seal-key', blockPrefix: 'block#' } as const;

/**
 * How old the authorizer's memory of the watch list may be. With what the responder takes, a source that used a honeytoken is
 * refused within five seconds.
 */
export const WATCH_MEMORY_MS = 2_000;

/** From this age on, every authorizer knows the seal key: what it may remember, and time for clocks that differ. */
export const SEAL_KEY_SETTLED_MS = WATCH_MEMORY_MS + 1_000;

/** How long a source is blocked unless somebody says otherwise. */
export const BLOCK_MS = 3_600_000;

/** Blocks that are made without an operator within an hour; further sources are only reported. */
export const BLOCKS_PER_HOUR_MAX = 100;

/** A source from which a call was allowed within this time is reported, not blocked: a client may be behind it. */
export const GOOD_TRAFFIC_MEMORY_MS = 24 * 3_600_000;

/** No block is wider: an operator who types one zero too few locks a country out. */
export const BLOCK_PREFIX_MIN = { 4: 16, 6: 32 } as const;

/** Addresses and CIDR ranges that are never blocked. One that does not parse protects nobody. */
export type NeverBlock = readonly string[];

/** An address range that is refused for a while. */
export interface BlockItem {
  readonly tokenId: typeof WATCH_LIST.partition;
  /** `block#203.0.113.7/32` */
  readonly entry: string;
  /** CIDR, in canonical form. */
  readonly range: string;
  readonly reason: string;
  /** An operator's identity, or the capability that acted. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Unix seconds. Checked on read, because DynamoDB deletes expired items late. */
  readonly expiresAt: number;
}

/** The key of the seals: who holds it can tell a honeytoken's record from any other, and nothing else. */
export interface SealKeyItem {
  readonly tokenId: typeof WATCH_LIST.partition;
  readonly entry: typeof WATCH_LIST.sealKeyEntry;
  /** 64 hex digits. */
  readonly sealKey: string;
  /** ISO 8601, UTC. Until every authorizer knows the key, a decoy would be let in. */
  readonly createdAt: string;
}
