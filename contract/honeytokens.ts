/** Uses of one honeytoken within this time make one record and one page. */
export const TRIP_WINDOW_MS = 15 * 60_000;

/** Sources that one record describes; further ones are only counted, so that no attack can buy storage. */
export const TRIP_SOURCES_MAX = 20;

/** Sparse index over records that nobody has answered yet; whoever has, takes `outbox` off. */
export const TRIP_OUTBOX = { name: 'outbox', partitionKey: 'outbox', sortKey: 'waitingSince' } as const;
export const WAITING = 'waiting';

/** Sort keys of a honeytoken's items. */
export const HONEYTOKEN_ENTRIES = {
  tripPrefix: 'trip#',
  pagePrefix: 'page#',
} as const;

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
