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
