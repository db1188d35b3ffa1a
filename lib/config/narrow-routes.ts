import type { Route } from '../../contract/upstream.ts';
import { covers } from './path-pattern.ts';

/** What a product keeps of an upstream's routes; absent means all. */
export interface Narrowing {
  readonly methods?: readonly string[] | undefined;
  readonly paths?: readonly string[] | undefined;
}

/**
 * The routes that both the upstream and the narrowing allow. Of a route and a path, the one that lies within the other is
 * kept; where they only overlap, nothing is: a product never opens more than both say.
 */
export function narrowRoutes(routes: readonly Route[], { methods, paths }: Narrowing): readonly Route[] {
  return routes.flatMap((route) => {
    const kept = route.methods.filter((method) => !methods || methods.includes(method));
    if (kept.length === 0) return [];
    return withinBoth(route.path, paths).map((path) => ({ methods: kept, path }));
  });
}

function withinBoth(routePath: string, paths: readonly string[] | undefined): readonly string[] {
  if (!paths || paths.some((path) => covers(path, routePath))) return [routePath];
  return paths.filter((path) => covers(routePath, path));
}

/** One route per path, with the methods of all of them. */
export function mergeRoutes(routes: readonly Route[]): Route[] {
  const byPath = new Map<string, Set<string>>();
  for (const { methods, path } of routes) {
    const known = byPath.get(path) ?? new Set();
    for (const method of methods) known.add(method);
    byPath.set(path, known);
  }
  return [...byPath].map(([path, methods]) => ({ methods: [...methods], path }));
}
