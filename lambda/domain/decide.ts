import { UNNARROWED } from '../../contract/authorizer-context.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { Route } from '../../contract/upstream.ts';
import type { Schemas } from './body-objection.ts';
import type { Authorised, Call } from './call.ts';
import { type ConstraintFacts, constraintObjection } from './constraint-objection.ts';
import { type JsonReading, readJson } from './json-reading.ts';
import { matchRoute, routeMatches } from './route-pattern.ts';
import { matchScope } from './scope.ts';
import { tokenAllows } from './token-allows.ts';

export type Decision =
  | {
      readonly kind: 'allow';
      readonly call: Authorised<Call>;
      /** The upstream's route. */
      readonly route: string;
      /** The product that opened it. */
      readonly product: string;
    }
  | { readonly kind: 'deny'; readonly code: 'route.forbidden' | 'request.constraint'; readonly by: DeniedBy };

/** Who said no, for operators; a client is told the code only. */
export interface DeniedBy {
  readonly list: 'upstream' | 'products' | 'role' | 'scope' | 'token';
  /** The product whose constraint it was. */
  readonly product?: string;
  /** The constraint that was broken, and on which route of the list; absent where the list does not hold the route at all. */
  readonly constraint?: Broken;
}

interface Broken {
  readonly route: string;
  /** The rule in the config's words, e.g. `models`, `query.maxResults` or `body.schema`. */
  readonly rule: string;
}

type Lists = Pick<ProxySettings, 'upstream' | 'products' | 'roles'>;

/**
 * May this caller make this call? Every list must hold the route: the upstream's allow-list, whose first route that matches
 * counts, one of the caller's products, any of which may open it, its role, its scopes and its token's steps. So each can only ever narrow what
 * the others open. What the lists' constraints ask for must hold as well.
 */
export function decide(call: Call, lists: Lists, schemas: Schemas = () => undefined): Decision {
  const { method, path, caller } = call;
  const own = matchRoute(lists.upstream.routes, method, path);
  if (own === undefined) return deny({ list: 'upstream' });
  const facts = factsOf(call, own, schemas);
  const allowed = opening([own], facts);
  if (allowed !== 'open') return deny({ list: 'upstream', ...allowed });
  if (caller.role !== UNNARROWED) {
    const left = opening(named(lists.roles, caller.role), facts);
    if (left !== 'open') return deny({ list: 'role', ...left });
  }
  if (caller.scopes !== UNNARROWED) {
    const scope = matchScope(caller.scopes.split(' '), method, lists.upstream.mount + path);
    if (scope === undefined) return deny({ list: 'scope' });
  }
  if (caller.may !== undefined && !tokenAllows(caller.may, method, lists.upstream.mount + path))
    return deny({ list: 'token' });
  let denied: DeniedBy = { list: 'products' };
  for (const product of caller.products.split(' ')) {
    const opened = opening(named(lists.products, product), facts);
    if (opened === 'open') return { kind: 'allow', call: call as Authorised<Call>, route: own.path, product };
    if (denied.constraint === undefined && opened.constraint !== undefined)
      denied = { list: 'products', product, ...opened };
  }
  return deny(denied);
}

const deny = (by: DeniedBy): Decision => ({
  kind: 'deny',
  code: by.constraint === undefined ? 'route.forbidden' : 'request.constraint',
  by,
});

const named = (lists: Lists['products'], name: string): readonly Route[] =>
  Object.hasOwn(lists, name) ? (lists[name] ?? []) : [];

/** Whether one of these routes holds the call, constraints included; if not, the first constraint that was in the way. */
function opening(
  routes: readonly Route[],
  facts: ConstraintFacts,
): 'open' | { readonly constraint?: Broken } {
  let constraint: Broken | undefined;
  for (const route of routes) {
    if (!routeMatches(route, facts.call.method, facts.call.path)) continue;
    const rule = route.constraints && constraintObjection(route.constraints, facts);
    if (rule === undefined) return 'open';
    constraint ??= { route: route.path, rule };
  }
  return constraint === undefined ? {} : { constraint };
}

/** The body is read once, and only where a constraint looks at it. */
function factsOf(call: Call, route: Route, schemas: Schemas): ConstraintFacts {
  let reading: JsonReading | undefined;
  const json = () => {
    reading ??= readJson(call.body, call.headers.find(([name]) => name === 'content-type')?.[1]);
    return reading;
  };
  return { call, route, json, schemas };
}
