import type { FindingAction, FindingClosure, FindingItem } from '../../../contract/detection.ts';
import type { KeyProfile } from '../../domain/detection/key-profile.ts';

/** A profile as it was read; `version` is 0 where there was none. */
export interface KeptProfile {
  readonly profile: KeyProfile;
  readonly version: number;
}

/** What the detection keeps between its runs. Every method may be repeated. */
export interface DetectionDesk {
  /** Everything before this moment was looked at; `undefined` before the first run. */
  cursor(): Promise<Date | undefined>;
  /** Moves the cursor on; false, and not moved, where it is not at `from` any more. */
  moveCursor(from: Date | undefined, to: Date): Promise<boolean>;
  profile(keyId: string): Promise<KeptProfile>;
  /** Keeps a profile unless it was changed since it was read, which whoever did that has done in the same way. */
  keep(keyId: string, read: KeptProfile, next: KeyProfile, now: Date): Promise<void>;
  /** Writes a finding down unless it is there, and gives back what is there. */
  note(finding: FindingItem): Promise<FindingItem>;
  /** Notes that everybody was told; false where somebody noted that before. */
  markTold(finding: FindingItem, action: FindingAction): Promise<boolean>;
}

/** Findings as operators see them. */
export interface FindingBook {
  /** Those of one day, `2026-11-23`, UTC, in the order of time. */
  ofDay(day: string): Promise<readonly FindingItem[]>;
  /** Closes a finding, or opens it again; false, and nothing changed, where it is so already or is not there any more. */
  close(finding: FindingItem, closure: FindingClosure | undefined): Promise<boolean>;
}
