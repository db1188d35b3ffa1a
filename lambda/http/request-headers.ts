import type { Upstream } from '../../contract/upstream.ts';
import { foldedName } from '../domain/folded-name.ts';
import { holdsClientKey } from '../domain/holds-client-key.ts';
import { mayTravel } from './header-policy.ts';

/**
 * The headers that may travel to the upstream; names in lower case, values as they came. Names are compared folded: a server
 * behind CGI reads `x_api_key` as `x-api-key`, so no other way of writing a dropped name passes either.
 */
export function forwardable(
  headers: readonly (readonly [string, string])[],
  upstream: Pick<Upstream, 'carriers' | 'inject' | 'dropHeaders' | 'addHeaders'>,
): (readonly [string, string])[] {
  const dropped = new Set<string>();
  for (const name of [...upstream.dropHeaders, ...Object.keys(upstream.addHeaders ?? {})])
    dropped.add(foldedName(name));
  for (const place of [...upstream.carriers, upstream.inject])
    if ('name' in place) dropped.add(foldedName(place.name));
  for (const [name, value] of headers) {
    if (name === 'connection') for (const named of value.split(',')) dropped.add(foldedName(named.trim()));
  }
  return headers.filter(([name, value]) => {
    const folded = foldedName(name);
    return !dropped.has(folded) && mayTravel(folded) && !holdsClientKey(name) && !holdsClientKey(value);
  });
}
