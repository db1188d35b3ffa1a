import type { Detector } from './detector.ts';
import type { HourMemory } from './key-profile.ts';

const HOUR_MS = 3_600_000;
/** Hours with calls: a week of a key that never rests. */
const HOURS_MAX = 168;
/** One that lasts is told of again after this. */
const QUIET_HOURS = 6;
/** Makes the median deviation comparable with a standard deviation. */
const MAD_SCALE = 1.4826;
const DEVIATIONS = 10;

/** An hour with far more calls than the key's own hours before: judged by median and median deviation, which one bad hour cannot move. */
export const spike: Detector = {
  severity: 'medium',
  looksFor: 'an hour with far more calls than the hours before, by median and median deviation',
  look: (profile, { atMs, callId }, { hoursBefore, spikeCallsMin }) => {
    const hours = counted(profile.hours, Math.floor(atMs / HOUR_MS));
    const next = { ...profile, hours };
    const known = hours.past.length >= hoursBefore && hours.hour - hours.toldAtHour >= QUIET_HOURS;
    if (!known || hours.count <= spikeCallsMin) return { profile: next };
    const usual = median(hours.past);
    const limit = spikeLimit(hours.past, usual, spikeCallsMin);
    if (hours.count <= limit) return { profile: next };
    const from = new Date(hours.hour * HOUR_MS).toISOString().slice(0, 16);
    const why = `more than ${limit} calls in the hour from ${from}Z; in ${hours.past.length} hours with calls before, the median was ${usual}`;
    return {
      profile: { ...next, hours: { ...hours, toldAtHour: hours.hour } },
      finding: { why, callIds: [callId] },
    };
  },
};

function counted(hours: HourMemory, hour: number): HourMemory {
  if (hour <= hours.hour) return { ...hours, count: hours.count + 1 };
  const past = hours.count === 0 ? hours.past : [...hours.past, hours.count].slice(-HOURS_MAX);
  return { ...hours, hour, count: 1, past };
}

function spikeLimit(past: readonly number[], usual: number, callsMin: number): number {
  const deviation = median(past.map((count) => Math.abs(count - usual)));
  return Math.ceil(Math.max(callsMin, 3 * usual, usual + DEVIATIONS * MAD_SCALE * deviation));
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
