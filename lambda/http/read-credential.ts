import type { Carrier } from '../../contract/upstream.ts';
import { foldedName } from '../domain/folded-name.ts';
import { type GatewayEvent, headerPairs, queryPairs } from './gateway-event.ts';

/** RFC 9110 §11.4: one scheme, spaces, one token. Only the white space of HTTP is white space. */
const BEARER = /^[ \t]*bearer +(\S+)[ \t]*$/i;
const EMPTY = /^[ \t]*$/;
const EMPTY_BEARER = /^[ \t]*(bearer[ \t]*)?$/i;

/**
 * The one credential in the places this upstream's clients use. An empty place counts as absent. A place filled twice, two
 * places that disagree, an `Authorization` of another scheme, and a place that only looks like one of them (`key[]`, `Key`,
 * `x_api_key`) are all answered like no credential at all.
 */
export function readCredential(event: GatewayEvent, carriers: readonly Carrier[]): string | undefined {
  const headers = headerPairs(event).map(placed);
  const query = queryPairs(event).map(placed);
  const found = new Set<string>();
  for (const carrier of carriers) {
    const [pairs, name] = carrier.in === 'query' ? [query, carrier.name] : [headers, headerOf(carrier)];
    const folded = foldedName(name);
    const empty = carrier.in === 'bearer' ? EMPTY_BEARER : EMPTY;
    const [only, ...more] = pairs.filter((pair) => pair.folded === folded && !empty.test(pair.value));
    if (only === undefined) continue;
    if (more.length > 0 || only.name !== name) return undefined;
    const credential = carrier.in === 'bearer' ? BEARER.exec(only.value)?.[1] : only.value;
    if (credential === undefined) return undefined;
    found.add(credential);
  }
  const [credential, ...others] = found;
  return others.length === 0 ? credential : undefined;
}

const placed = ([name, value]: readonly [string, string]) => ({ name, value, folded: foldedName(name) });

const headerOf = (carrier: Exclude<Carrier, { in: 'query' }>): string =>
  carrier.in === 'bearer' ? 'authorization' : carrier.name.toLowerCase();
