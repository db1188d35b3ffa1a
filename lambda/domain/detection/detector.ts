import type { Severity } from '../../../contract/detection.ts';
import type { DetectionLimits } from './detection-limits.ts';
import type { KeyProfile } from './key-profile.ts';
import type { SeenCall } from './seen-call.ts';

/** What a detector makes of one call: what it remembers, and why it raises a finding, if it does. */
export interface Glance {
  readonly profile: KeyProfile;
  readonly finding?: { readonly why: string; readonly callIds: readonly string[] };
}

export interface Detector {
  readonly severity: Severity;
  /** What it looks for. */
  readonly looksFor: string;
  /** Looks at a key's calls one by one, in the order of time. */
  readonly look: (profile: KeyProfile, call: SeenCall, limits: DetectionLimits) => Glance;
}
