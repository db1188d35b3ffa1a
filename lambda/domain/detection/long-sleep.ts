import type { Detector } from './detector.ts';

const DAY_MS = 86_400_000;

/** A key that nobody used for long is used again: forgotten keys are found keys. */
export const longSleep: Detector = {
  severity: 'medium',
  looksFor: 'the first call of a key after a long silence',
  look: (profile, { atMs, callId }, { sleepDays }) => {
    const days = Math.floor((atMs - profile.lastAtMs) / DAY_MS);
    if (profile.calls === 0 || days < sleepDays) return { profile };
    const before = profile.calls === 1 ? 'one call before it' : `${profile.calls} calls before them`;
    return {
      profile,
      finding: { why: `first call after ${days} days of silence; ${before}`, callIds: [callId] },
    };
  },
};
