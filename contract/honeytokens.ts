/** Uses of one honeytoken within this time make one record and one page. */
export const TRIP_WINDOW_MS = 15 * 60_000;

/** Sources that one record describes; further ones are only counted, so that no attack can buy storage. */
export const TRIP_SOURCES_MAX = 20;

/** Sparse index over records that nobody has answered yet; whoever has, takes `outbox` off. */
export const TRIP_OUTBOX = { name: 'outbox', partitionKey: 'outbox', sortKey: 'waitingSince' } as const;
export const WAITING = 'waiting';

/** Sort keys of a honeytoken's items. */
export const HONEYTOKEN_ENTRIES = {
  placement: 'placement',
  tripPrefix: 'trip#',
  pagePrefix: 'page#',
} as const;

/** Where a decoy was planted. Whoever reads the honeytokens table knows the decoys; the keys table does not tell. */
export interface PlacementItem {
  /** The decoy's key id. */
  readonly tokenId: string;
  readonly entry: typeof HONEYTOKEN_ENTRIES.placement;
  /** What and where, in the planter's words. */
  readonly label: string;
  /** Address of the place; empty for none. */
  readonly link: string;
  /** Id of the real key it lies beside; empty for none. */
  readonly beside: string;
  readonly plantedBy: string;
  /** ISO 8601, UTC. */
  readonly plantedAt: string;
  /** Trips up to then are dealt with; ISO 8601, UTC, empty for never. */
  readonly resetAt: string;
  /** Empty while the decoy is armed; ISO 8601, UTC. */
  readonly removedAt: string;
}

/** One use of a honeytoken. No field could hold the key, a header but the user agent, a query or a body. */
export interface Trip {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** `requestContext.identity.sourceIp`; nothing a client can write. */
  readonly ip: string;
  /** Cleaned and cut. */
  readonly userAgent: string;
  readonly method: string;
  readonly mount: string;
  /** `x-api-key`, `bearer`, `?key`, or `route` for a decoy route. */
  readonly carrier: string;
  readonly callId: string;
}

/** Every use of one honeytoken within one window. */
export interface TripItem {
  readonly tokenId: string;
  /** `trip#2026-11-26T11:30:00.000Z`, the window's start. */
  readonly entry: string;
  readonly hits: number;
  readonly lastAt: string;
  /** Ranges that `trips` describes. */
  readonly sources: readonly string[];
  /** The first use from each source, at most `TRIP_SOURCES_MAX`. */
  readonly trips: readonly Trip[];
  /** `waiting` until the responder has answered every trip. */
  readonly outbox?: typeof WAITING;
  readonly waitingSince?: string;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}
