import type { Detector } from './detector.ts';
import { knows, placesText, remember } from './place-memory.ts';

const COUNTRIES_MAX = 16;

/** A key that is known comes from a country that it has never come from. */
export const newCountry: Detector = {
  severity: 'high',
  looksFor: 'the first call from a country, of a key whose countries are known',
  look: (profile, { country, atMs, callId }, { callsBeforeCountry }) => {
    if (country === undefined) return { profile };
    const { countries, calls } = profile;
    const next = { ...profile, countries: remember(countries, country, atMs, COUNTRIES_MAX) };
    if (knows(countries, country) || countries.length === 0 || calls < callsBeforeCountry)
      return { profile: next };
    const why = `first call from ${country}; of ${calls} calls before, most came from ${placesText(countries)}`;
    return { profile: next, finding: { why, callIds: [callId] } };
  },
};
