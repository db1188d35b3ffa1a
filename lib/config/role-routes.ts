import type { Route } from '../../contract/upstream.ts';
import { mergeRoutes, narrowRoutes } from './narrow-routes.ts';
import type { SallyportConfig } from './resolved.ts';

/** The routes of an upstream that a role leaves open, one per path. Empty if it leaves none, or if either name is unknown. */
export function roleRoutes(config: SallyportConfig, role: string, upstream: string): Route[] {
  if (!Object.hasOwn(config.roles, role) || !Object.hasOwn(config.upstreams, upstream)) return [];
  const { methods, only } = config.roles[role] ?? {};
  const routes = narrowRoutes(config.upstreams[upstream]?.routes ?? [], { methods });
  const entries = only?.filter((entry) => entry.upstream === upstream) ?? [{}];
  return mergeRoutes(entries.flatMap((entry) => narrowRoutes(routes, entry)));
}
