import type { Route } from '../../contract/upstream.ts';
import { mergeRoutes, narrowRoutes } from './narrow-routes.ts';
import type { SallyportConfig } from './resolved.ts';

/**
 * The routes of an upstream that a product opens: what both allow, one route per path. Empty if the product has no entry
 * for the upstream, or if either name is unknown.
 */
export function productRoutes(config: SallyportConfig, product: string, upstream: string): Route[] {
  if (!Object.hasOwn(config.products, product) || !Object.hasOwn(config.upstreams, upstream)) return [];
  const routes = config.upstreams[upstream]?.routes ?? [];
  const entries = (config.products[product] ?? []).filter((entry) => entry.upstream === upstream);
  return mergeRoutes(entries.flatMap((entry) => narrowRoutes(routes, entry)));
}
