import type { FindingAction, FindingItem } from '../../contract/detection.ts';
import { EMPTY_PROFILE, type KeyProfile } from '../../lambda/domain/detection/key-profile.ts';
import type { DetectionDesk, KeptProfile } from '../../lambda/flows/detection/detection-ports.ts';

/** What the detection keeps, in memory. */
export class FakeDetectionDesk implements DetectionDesk {
  at: Date | undefined;
  readonly profiles = new Map<string, KeptProfile>();
  readonly findings = new Map<string, FindingItem>();

  async cursor(): Promise<Date | undefined> {
    return this.at;
  }

  async moveCursor(from: Date | undefined, to: Date): Promise<boolean> {
    if (this.at?.getTime() !== from?.getTime()) return this.at?.getTime() === to.getTime();
    this.at = to;
    return true;
  }

  async profile(keyId: string): Promise<KeptProfile> {
    return this.profiles.get(keyId) ?? { profile: EMPTY_PROFILE, version: 0 };
  }

  async keep(keyId: string, read: KeptProfile, next: KeyProfile, _now: Date): Promise<void> {
    if ((await this.profile(keyId)).version === read.version)
      this.profiles.set(keyId, { profile: next, version: read.version + 1 });
  }

  async note(finding: FindingItem): Promise<FindingItem> {
    const present = this.findings.get(finding.entry) ?? finding;
    this.findings.set(finding.entry, present);
    return present;
  }

  async markTold({ entry }: FindingItem, action: FindingAction): Promise<boolean> {
    const present = this.findings.get(entry);
    if (present?.state !== 'open') return false;
    this.findings.set(entry, { ...present, state: 'told', action });
    return true;
  }
}
