import type { Carrier } from '../../contract/upstream.ts';
import { type GatewayEvent, headerPairs, queryPairs } from './gateway-event.ts';

const BEARER = /^bearer +(\S+)$/i;

/**
 * The one credential in the places this upstream's clients use. An empty place counts as absent. A place filled twice, two
 * places that disagree, and an `Authorization` of another scheme are all answered like no credential at all.
 */
export function readCredential(event: GatewayEvent, carriers: readonly Carrier[]): string | undefined {
  const headers = headerPairs(event);
  const query = queryPairs(event);
  const found = new Set<string>();
  for (const carrier of carriers) {
    const values = valuesIn(carrier, headers, query).filter((value) => value.trim() !== '');
    if (values.length > 1) return undefined;
    const [value] = values;
    if (value === undefined) continue;
    const credential = carrier.in === 'bearer' ? BEARER.exec(value.trim())?.[1] : value;
    if (credential === undefined) return undefined;
    found.add(credential);
  }
  const [credential, ...others] = found;
  return others.length === 0 ? credential : undefined;
}

function valuesIn(carrier: Carrier, headers: [string, string][], query: [string, string][]): string[] {
  const [places, name] =
    carrier.in === 'query'
      ? [query, carrier.name]
      : [headers, carrier.in === 'bearer' ? 'authorization' : carrier.name.toLowerCase()];
  return places.filter(([place]) => place === name).map(([, value]) => value);
}
