import type { ResponseMode } from './response-policy.ts';

/** What is looked for in the calls of one key, in the config's words. */
export const DETECTORS = [
  'newNetwork',
  'newCountry',
  'impossibleTravel',
  'spike',
  'longSleep',
  'scopeProbing',
] as const;
export type DetectorName = (typeof DETECTORS)[number];

/** `off`: nobody looks. `report`: say what was found. `enforce`: quarantine the key as well. */
export type DetectionModes = Readonly<Record<DetectorName, ResponseMode>>;

/** Needs attention now, today, or when somebody looks. */
export type Severity = 'high' | 'medium' | 'low';

/** What a detector found. No field here could hold a key. */
export interface Finding {
  /** Detector, key id and the call that gave it away: the same whenever the same calls are looked at. */
  readonly id: string;
  readonly detector: DetectorName;
  readonly severity: Severity;
  readonly keyId: string;
  readonly client: string;
  /** Of that call; ISO 8601, UTC. */
  readonly at: string;
  readonly ip: string;
  /** ISO 3166-1, where the address's registry tells. */
  readonly country?: string;
  /** One sentence that explains it. */
  readonly why: string;
  /** Ids of the calls to look at. */
  readonly callIds: readonly string[];
}

/** Where the detection function keeps what it knows: its cursor, a profile for each key, findings by day. */
export const DETECTION = {
  partitionKey: 'subject',
  sortKey: 'entry',
  expiresAt: 'expiresAt',
  cursor: { subject: 'run', entry: 'cursor' },
  profileEntry: 'profile',
  /** `findings#2026-11-23`: of the calls of one day, UTC. */
  findingsPrefix: 'findings#',
} as const;

/** What became of the key. */
export type FindingAction = 'reported' | 'quarantined' | 'gone';

/** Who looked into a finding and is done with it. */
export interface FindingClosure {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** A finding as it is kept. `open`: whoever subscribes may not have been told. */
export interface FindingItem extends Finding {
  readonly subject: string;
  /** Time and id, so that a day's findings are sorted and none is there twice. */
  readonly entry: string;
  readonly state: 'open' | 'told';
  readonly action?: FindingAction;
  /** Absent while nobody is done with it. */
  readonly closed?: FindingClosure;
  /** Unix seconds after which DynamoDB may delete the item. */
  readonly expiresAt: number;
}
