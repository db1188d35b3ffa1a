import type { Detector } from './detector.ts';

const HOUR_MS = 3_600_000;

/** A key asks for much that it may not have: whoever holds it is finding out what it opens. */
export const scopeProbing: Detector = {
  severity: 'medium',
  looksFor: 'many calls of routes that a key may not call, within minutes',
  look: (profile, { verdict, atMs, callId }, { forbiddenMax, forbiddenMinutes }) => {
    if (verdict !== 'route.forbidden') return { profile };
    const forbidden = [...profile.forbidden, { atMs, callId }].slice(-forbiddenMax);
    const next = { ...profile, forbidden };
    const within = atMs - (forbidden[0]?.atMs ?? atMs);
    const many = forbidden.length === forbiddenMax && within <= forbiddenMinutes * 60_000;
    if (!many || atMs - profile.forbiddenToldAtMs < HOUR_MS) return { profile: next };
    const minutes = Math.max(1, Math.ceil(within / 60_000));
    const why = `${forbidden.length} calls of routes that the key may not call within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
    return {
      profile: { ...next, forbiddenToldAtMs: atMs },
      finding: { why, callIds: forbidden.map((one) => one.callId) },
    };
  },
};
