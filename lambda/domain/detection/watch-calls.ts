import { DETECTORS, type DetectorName, type Finding } from '../../../contract/detection.ts';
import { DETECTION_LIMITS } from './detection-limits.ts';
import { DETECTOR_OF } from './detectors.ts';
import type { KeyProfile } from './key-profile.ts';
import { callMark, type SeenCall } from './seen-call.ts';

export interface Watched {
  readonly profile: KeyProfile;
  readonly findings: readonly Finding[];
}

/**
 * Looks at calls of one key in the order of time, whatever order they are given in; what the profile has seen is passed over,
 * so that looking twice finds nothing twice. Every detector remembers, also one that is off: switched on, it knows the key.
 */
export function watchCalls(
  before: KeyProfile,
  calls: readonly SeenCall[],
  on: (detector: DetectorName) => boolean,
  limits = DETECTION_LIMITS,
): Watched {
  const findings: Finding[] = [];
  let profile = before;
  const marked = calls.map((call) => [callMark(call), call] as const);
  for (const [mark, call] of marked.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (mark <= profile.through) continue;
    for (const name of DETECTORS) {
      const { severity, look } = DETECTOR_OF[name];
      const glance = look(profile, call, limits);
      profile = glance.profile;
      if (glance.finding !== undefined && on(name))
        findings.push(named(name, severity, call, glance.finding));
    }
    profile = { ...profile, through: mark, calls: profile.calls + 1, lastAtMs: call.atMs };
  }
  return { profile, findings };
}

function named(
  detector: DetectorName,
  severity: Finding['severity'],
  { keyId, client, callId, atMs, ip, country }: SeenCall,
  { why, callIds }: Pick<Finding, 'why' | 'callIds'>,
): Finding {
  return {
    id: `${detector}/${keyId}/${callId}`,
    ...{ detector, severity, keyId, client, ip, why, callIds },
    at: new Date(atMs).toISOString(),
    ...(country === undefined ? {} : { country }),
  };
}
