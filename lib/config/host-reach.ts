import ipaddr from 'ipaddr.js';

/** Who can be behind a host, as far as its text tells: what a public name resolves to is not known at synth. */
export type HostReach = 'public' | 'private' | 'loopback' | 'unusable';

const PRIVATE_RANGES = ['private', 'uniqueLocal', 'carrierGradeNat'];
const PRIVATE_SUFFIXES = ['.internal', '.local', '.localdomain', '.lan', '.home.arpa'];

/** Reach of a hostname as the URL parser gives it, which has already unified notations such as `0x7f.1`. */
export function hostReach(hostname: string): HostReach {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host)) return addressReach(host);
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  // Without a dot it is a name of some local network; `.internal` includes the metadata service of Google Cloud.
  if (!host.includes('.') || PRIVATE_SUFFIXES.some((suffix) => host.endsWith(suffix))) return 'private';
  return /^[a-z0-9.-]+$/.test(host) && !host.endsWith('.') ? 'public' : 'unusable';
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Link-local addresses (instance metadata among them), multicast, addresses that embed another one, and IPv6 outside of the only
 * range of global unicast are never an API. The proxy asks again when it connects, and must not refuse what passed here.
 */
function addressReach(host: string): HostReach {
  const address = ipaddr.parse(host);
  const range = address.range();
  if (address instanceof ipaddr.IPv6 && range === 'unicast' && !address.match(GLOBAL_UNICAST))
    return 'unusable';
  if (range === 'unicast') return 'public';
  if (range === 'loopback') return 'loopback';
  return PRIVATE_RANGES.includes(range) ? 'private' : 'unusable';
}
