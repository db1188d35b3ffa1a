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
    readonly tokenId: string;
    readonly label: string;
    /** Id of the real key the decoy was planted beside; empty for none. */
    readonly beside: string;
    readonly ip: string;
    readonly mount: string;
    readonly carrier: string;
    readonly callId: string;
    /** Uses since the last event about this token; 1 for the first. */
    readonly count: number;
  };
  readonly 'key.revoked': KeyDetail;
  readonly 'key.quarantined': KeyDetail;
  readonly 'key.rerolled': KeyDetail;
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
