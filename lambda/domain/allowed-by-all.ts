import type { Narrowing } from '../../contract/tokens.ts';
import { addressListed } from './address-listed.ts';
import { pathMatches } from './route-pattern.ts';
import { matchScope } from './scope.ts';

/** Products that every step leaves. */
export const productsLeft = (products: readonly string[], may: readonly Narrowing[]): readonly string[] =>
  products.filter((product) => may.every((step) => step.products?.includes(product) ?? true));

/** Whether every step allows this address. */
export const addressAllowed = (may: readonly Narrowing[], ip: string): boolean =>
  may.every(({ ips }) => ips === undefined || addressListed(ips, ip));

/** Whether every step allows this method on this path, which begins with the mount. */
export const routeAllowed = (may: readonly Narrowing[], method: string, path: string): boolean =>
  may.every(
    ({ scopes, methods, paths }) =>
      (scopes === undefined || matchScope(scopes, method, path) !== undefined) &&
      (methods?.includes(method) ?? true) &&
      (paths?.some((pattern) => pathMatches(pattern, path)) ?? true),
  );

/** What is left for the proxy to decide: the authorizer has decided on products and addresses. */
export const routesOnly = (may: readonly Narrowing[]): readonly Narrowing[] =>
  may
    .map(({ scopes, methods, paths }) => ({
      ...(scopes && { scopes }),
      ...(methods && { methods }),
      ...(paths && { paths }),
    }))
    .filter((step) => Object.keys(step).length > 0);
