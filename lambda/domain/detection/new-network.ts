import type { Detector } from './detector.ts';
import { knows, placesText, remember } from './place-memory.ts';

const NETWORKS_MAX = 32;

/** A key that stays in few networks comes from another one. Where the country is another one too, that says it already. */
export const newNetwork: Detector = {
  severity: 'low',
  looksFor: 'the first call from a network (/24, or /48 in IPv6), of a key that stays in few',
  look: (profile, { network, country, atMs, callId }, { callsBeforeNetwork, networksMax }) => {
    if (network === undefined) return { profile };
    const { networks, countries, calls } = profile;
    const next = { ...profile, networks: remember(networks, network, atMs, NETWORKS_MAX) };
    const abroad = country !== undefined && !knows(countries, country);
    const told = knows(networks, network) || networks.length === 0 || networks.length > networksMax;
    if (told || abroad || calls < callsBeforeNetwork) return { profile: next };
    const why = `first call from the network ${network}; of ${calls} calls before, most came from ${placesText(networks)}`;
    return { profile: next, finding: { why, callIds: [callId] } };
  },
};
