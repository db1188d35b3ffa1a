import type { Upstream } from '../../contract/upstream.ts';
import { foldedName } from './folded-name.ts';
import { pathObjection } from './request-path.ts';
import { pathMatches } from './route-pattern.ts';

export interface ClientUrlFacts {
  readonly upstream: Pick<Upstream, 'baseUrl' | 'mount' | 'routes' | 'carriers' | 'inject'>;
  /** The path that was asked for, below the mount: what a relative reference starts from. */
  readonly path: string;
  /** Scheme, host and path under which the client reached the gateway, without a trailing slash. */
  readonly gatewayUrl: string;
}

/**
 * A URL of the upstream's as the client may use it: the same place behind the gateway. `undefined` if it leads to another
 * host or outside the base URL, or to a path that the upstream's allow-list does not open. Credentials in its query are left out.
 */
export function urlForClient(value: string, facts: ClientUrlFacts): string | undefined {
  const { upstream, path, gatewayUrl } = facts;
  const from = upstream.baseUrl + path;
  if (!/^[!-~]+$/.test(value) || !URL.canParse(value, from)) return undefined;
  const [base, target] = [new URL(upstream.baseUrl), new URL(value, from)];
  const prefix = base.pathname.replace(/\/$/, '');
  if (target.origin !== base.origin || target.username !== '' || target.password !== '') return undefined;
  if (!target.pathname.startsWith(`${prefix}/`)) return undefined;
  const rest = target.pathname.slice(prefix.length);
  const open =
    pathObjection(rest) === undefined && upstream.routes.some((route) => pathMatches(route.path, rest));
  return open ? gatewayUrl + upstream.mount + rest + withoutCredentials(target.search, upstream) : undefined;
}

function withoutCredentials(search: string, { carriers, inject }: ClientUrlFacts['upstream']): string {
  const names = [...carriers, inject].flatMap((place) => ('name' in place ? [foldedName(place.name)] : []));
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !names.includes(foldedName(pair.split('=', 1).join())));
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
