import type { DetectorName, FindingAction, Severity } from './detection.ts';

/** `source` of every event that Sallyport puts on its bus. */
export const EVENT_SOURCE = 'sallyport';

/** Version of the details below; raised when a field changes its meaning or goes. */
export const EVENT_VERSION = 1 as const;

/** Which key something happened to. Key ids are public; no event has a field that could hold a key. */
interface KeyDetail {
  readonly keyId: string;
  readonly client: string;
  readonly reason: string;
  /** An operator's identity, or the capability that acted. */
  readonly by: string;
}

/**
 * Domain events by detail type: what the responder, notifications and anyone's own automation subscribe to. An event's id
 * is its own, so that a repetition can be told from a second occurrence.
 */
export interface EventDetails {
  readonly 'honeytoken.tripped': {
    /** A decoy's key id, `route:<path>` or `secret:<name>`. Where it was planted only the honeytokens table tells. */
    readonly tokenId: string;
    readonly ip: string;
    /** The range that stands for whoever is behind the address. */
    readonly source: string;
    /** Start of the fifteen minutes it falls into: one event for each source within them. ISO 8601, UTC. */
    readonly window: string;
    readonly userAgent: string;
    readonly method: string;
    readonly mount: string;
    readonly carrier: string;
    readonly callId: string;
    /** As whom a decoy secret was asked for in the account. */
    readonly principal?: string;
    /** The decoy is a drill's: nobody stole anything. Absent otherwise. */
    readonly drill?: boolean;
  };
  readonly 'key.revoked': KeyDetail;
  readonly 'key.quarantined': KeyDetail;
  readonly 'key.rerolled': KeyDetail;
  /** Somebody found a key in public. What it is, and what is done about it, the events after it say, the page, and the audit. */
  readonly 'leak.reported': {
    readonly keyId: string;
    readonly client: string;
    /** Tells the values of one id apart; begins the hash of the one that was found. */
    readonly fingerprint: string;
    /** Who found it: `github`. */
    readonly by: string;
    /** Where it lies, as whoever found it says: an HTTPS address without its query, or empty. */
    readonly url: string;
    /** The finder's word for the kind of place, e.g. `commit`; or empty. */
    readonly source: string;
  };
  readonly 'token.revoked': {
    readonly tokenId: string;
    /** The key that it stood for. */
    readonly keyId: string;
    readonly client: string;
    readonly by: string;
  };
  readonly 'rotation.succeeded': { readonly upstream: string; readonly versionId: string };
  readonly 'rotation.failed': {
    readonly upstream: string;
    readonly versionId: string;
    readonly step: string;
    readonly code: string;
  };
  readonly 'upstream.credential_rejected': { readonly upstream: string; readonly versionId: string };
  readonly 'quota.exhausted': {
    readonly keyId: string;
    readonly client: string;
    readonly plan: string;
    readonly unit: string;
    /** ISO 8601, UTC. */
    readonly resetsAt: string;
  };
  readonly 'detection.raised': {
    readonly findingId: string;
    readonly detector: DetectorName;
    readonly severity: Severity;
    readonly keyId: string;
    readonly client: string;
    /** Of the call that gave it away; ISO 8601, UTC. */
    readonly calledAt: string;
    readonly ip: string;
    /** ISO 3166-1; `-` where the address's registry does not tell. */
    readonly country: string;
    /** One sentence that explains it. */
    readonly why: string;
    readonly callIds: readonly string[];
    readonly action: FindingAction;
  };
  readonly 'ip.blocked': {
    readonly range: string;
    readonly reason: string;
    readonly by: string;
    /** ISO 8601, UTC. */
    readonly until: string;
  };
}

export type EventType = keyof EventDetails;

/** What every detail carries besides its own fields. */
export interface EventHead {
  readonly version: typeof EVENT_VERSION;
  readonly stage: string;
  /** Unique; the same when the same event is sent again. */
  readonly eventId: string;
  /** When it happened; ISO 8601, UTC. */
  readonly at: string;
}

export type EventDetail<T extends EventType> = EventHead & EventDetails[T];
