import type { Constraints } from '../../contract/constraints.ts';
import type { Route } from '../../contract/upstream.ts';
import { covers } from './path-pattern.ts';

/** What a product keeps of an upstream's routes; absent means all. */
export interface Narrowing {
  readonly methods?: readonly string[] | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly constraints?: Constraints | undefined;
}

/**
 * The routes that both the upstream and the narrowing allow. Of a route and a path, the one that lies within the other is
 * kept; where they only overlap, nothing is: a product never opens more than both say. What the upstream's own routes ask
 * for is not repeated: both lists are asked about every call.
 */
export function narrowRoutes(
  routes: readonly Route[],
  { methods, paths, constraints }: Narrowing,
): readonly Route[] {
  return routes.flatMap((route) => {
    const kept = route.methods.filter((method) => !methods || methods.includes(method));
    if (kept.length === 0) return [];
    const own = constraints === undefined ? {} : { constraints };
    return withinBoth(route.path, paths).map((path) => ({ methods: kept, path, ...own }));
  });
}

function withinBoth(routePath: string, paths: readonly string[] | undefined): readonly string[] {
  if (!paths || paths.some((path) => covers(path, routePath))) return [routePath];
  return paths.filter((path) => covers(routePath, path));
}

/** One route per path and constraints, with the methods of all of them. */
export function mergeRoutes(routes: readonly Route[]): Route[] {
  const merged = new Map<string, { readonly methods: Set<string>; readonly rest: Omit<Route, 'methods'> }>();
  for (const { methods, ...rest } of routes) {
    const key = JSON.stringify([rest.path, rest.constraints]);
    const known = merged.get(key) ?? { methods: new Set(), rest };
    for (const method of methods) known.methods.add(method);
    merged.set(key, known);
  }
  return [...merged.values()].map(({ methods, rest }) => ({ methods: [...methods], ...rest }));
}
