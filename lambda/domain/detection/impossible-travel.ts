import { kilometresApart } from './country-centres.ts';
import type { Detector } from './detector.ts';

const PAIRS_MAX = 16;

/**
 * One key calls from two countries faster than anybody travels. Only countries are known, so what counts is how far they are
 * apart at least. A pair is told of once: a key whose servers stand in both does this all day.
 */
export const impossibleTravel: Detector = {
  severity: 'high',
  looksFor: 'calls from two countries that are farther apart than anybody travels in the time between',
  look: (profile, { country, atMs, callId }, { kmPerHourMax, kmMin }) => {
    if (country === undefined) return { profile };
    const last = profile.lastPlace;
    const moved = { ...profile, lastPlace: { country, atMs, callId } };
    if (last === undefined || last.country === country) return { profile: moved };
    const pair = [last.country, country].sort().join('-');
    const km = kilometresApart(last.country, country);
    const hours = Math.max(0, atMs - last.atMs) / 3_600_000;
    const possible = km === undefined || km < kmMin || km <= hours * kmPerHourMax;
    if (possible || profile.pairsTold.includes(pair)) return { profile: moved };
    const minutes = Math.round(hours * 60);
    const later = minutes < 1 ? 'less than a minute' : minutes === 1 ? 'a minute' : `${minutes} minutes`;
    const why = `call from ${country} ${later} after one from ${last.country}, which lies at least ${km} km away`;
    const pairsTold = [...profile.pairsTold, pair].slice(-PAIRS_MAX);
    return { profile: { ...moved, pairsTold }, finding: { why, callIds: [last.callId, callId] } };
  },
};
