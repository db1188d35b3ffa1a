import type { DetectorName, Finding } from '../../../contract/detection.ts';
import { EMPTY_PROFILE, type KeyProfile } from '../../domain/detection/key-profile.ts';
import type { CountryOf } from '../../domain/detection/seen-call.ts';
import { watchCalls } from '../../domain/detection/watch-calls.ts';
import type { AuditSearch } from '../operator-ports.ts';
import { callsBetween, stepEnd } from './calls-between.ts';

export interface ReplayDeps {
  readonly audit: AuditSearch;
  readonly countryOf: CountryOf;
  /** Called after each hour of the audit. */
  readonly onHour: (upTo: Date, calls: number, findings: number) => void;
}

export interface ReplayWish {
  readonly since: Date;
  readonly until: Date;
  readonly detectors: readonly DetectorName[];
  readonly keyId?: string;
}

export interface Replay {
  readonly calls: number;
  readonly keys: number;
  readonly findings: readonly Finding[];
}

/** What the detectors would have raised over past calls. Nothing is known of a key before `since`, so its first calls only teach. */
export async function replayDetection(deps: ReplayDeps, wish: ReplayWish): Promise<Replay> {
  const { audit, countryOf, onHour } = deps;
  const on = (name: DetectorName): boolean => wish.detectors.includes(name);
  const profiles = new Map<string, KeyProfile>();
  const findings: Finding[] = [];
  let calls = 0;
  for (let from = wish.since; from < wish.until; from = stepEnd(from, wish.until)) {
    const to = stepEnd(from, wish.until);
    const seen = await callsBetween(audit, countryOf, { from, to, keyId: wish.keyId });
    for (const [keyId, itsCalls] of seen) {
      const watched = watchCalls(profiles.get(keyId) ?? EMPTY_PROFILE, itsCalls, on);
      profiles.set(keyId, watched.profile);
      findings.push(...watched.findings);
      calls += itsCalls.length;
    }
    onHour(to, calls, findings.length);
  }
  findings.sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
  return { calls, keys: profiles.size, findings };
}
