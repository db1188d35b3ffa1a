/** Uses of one honeytoken within this time make one record and one page. */
export const TRIP_WINDOW_MS = 15 * 60_000;

/** Sources that one record describes; further ones are only counted, so that no attack can buy storage. */
export const TRIP_SOURCES_MAX = 20;

/** Events that one record knows again; further ones are counted as often as they are delivered. */
export const TRIP_EVENTS_MAX = 50;

/** Sparse index over records that are not settled; whoever settles one takes `outbox` off. */
export const TRIP_OUTBOX = { name: 'outbox', partitionKey: 'outbox', sortKey: 'waitingSince' } as const;
/** Nobody has answered every source of the record yet. */
export const WAITING = 'waiting';
/** Every source was answered; further uses are counted, and told of when the next page is due. */
export const COUNTING = 'counting';

/** A honeytoken pages at most once within this time. */
export const PAGE_PAUSE_MS = TRIP_WINDOW_MS;

/** What the ids of decoy secrets begin with. */
export const SECRET_TOKEN_PREFIX = 'secret:';

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
  /** `x-api-key`, `bearer`, `?key`, `route` for a decoy route, `secret` for a decoy secret, `secret, refused` if it was not given out. */
  readonly carrier: string;
  /** CloudTrail's event id for a decoy secret. */
  readonly callId: string;
  /** As whom a decoy secret was asked for in the account, an ARN as a rule. Cleaned and cut. */
  readonly principal?: string;
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
  /** Events that were counted, the first `TRIP_EVENTS_MAX`, where the same one may be delivered again. */
  readonly events?: readonly string[];
  /** The first use from each source, at most `TRIP_SOURCES_MAX`. */
  readonly trips: readonly Trip[];
  /** Range → what was done about it, in words. A range of `sources` that is not here is not answered yet. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Absent: answered and told to the last use. */
  readonly outbox?: typeof WAITING | typeof COUNTING;
  readonly waitingSince?: string;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}

/** What people were told about one honeytoken, and when last: one item for each, written in place. */
export interface PageItem {
  readonly tokenId: string;
  /** `page#last` */
  readonly entry: string;
  /** Random; whoever wrote the item knows it by that. */
  readonly pageId: string;
  /** ISO 8601, UTC. No other page before `PAGE_PAUSE_MS` after it. */
  readonly pagedAt: string;
  /** `sending` is written before the page leaves. One that stays so is `unsure`: it is not sent again, because it may have left. */
  readonly state: 'sending' | 'sent' | 'refused' | 'unsure';
  /** Entry of a record → how many of its uses were told of. */
  readonly told: Readonly<Record<string, number>>;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}
