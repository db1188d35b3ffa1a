import { UNNARROWED } from '../../contract/authorizer-context.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { Call } from './call.ts';
import { matchRoute } from './route-pattern.ts';
import { matchScope } from './scope.ts';

/** What about the key, besides its products, shuts this call out; `undefined` if nothing does. */
export function narrowedBy(
  call: Call,
  { upstream, roles }: Pick<ProxySettings, 'upstream' | 'roles'>,
): 'role' | 'scope' | undefined {
  const { role, scopes } = call.caller;
  if (role !== UNNARROWED) {
    const left = Object.hasOwn(roles, role) ? roles[role] : undefined;
    if (left === undefined || matchRoute(left, call.method, call.path) === undefined) return 'role';
  }
  if (scopes === UNNARROWED) return undefined;
  const path = upstream.mount + call.path;
  return matchScope(scopes.split(' '), call.method, path) === undefined ? 'scope' : undefined;
}
