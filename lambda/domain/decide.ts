import type { ProxySettings } from '../../contract/settings.ts';
import type { Authorised, Call } from './call.ts';
import { narrowedBy } from './narrowing.ts';
import { matchRoute } from './route-pattern.ts';

export type Decision =
  | { readonly kind: 'allow'; readonly call: Authorised<Call>; readonly route: string }
  | { readonly kind: 'deny' };

/**
 * May this caller make this call? Every list must hold the route: the upstream's allow-list, one of the caller's products,
 * its role and its scopes, so each of them can only ever narrow what the others open.
 */
export function decide(
  call: Call,
  settings: Pick<ProxySettings, 'upstream' | 'products' | 'roles'>,
): Decision {
  const route = matchRoute(settings.upstream.routes, call.method, call.path);
  if (route === undefined) return { kind: 'deny' };
  if (narrowedBy(call, settings) !== undefined) return { kind: 'deny' };
  const opened = call.caller.products.split(' ').some((product) => {
    const routes = Object.hasOwn(settings.products, product) ? settings.products[product] : undefined;
    return routes !== undefined && matchRoute(routes, call.method, call.path) !== undefined;
  });
  return opened ? { kind: 'allow', call: call as Authorised<Call>, route: route.path } : { kind: 'deny' };
}
