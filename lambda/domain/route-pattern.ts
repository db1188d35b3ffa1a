import type { Route } from '../../contract/upstream.ts';

/** Far more than the settings of one function hold; the scopes of keys come and go. */
const PATTERNS_MAX = 2_000;
const compiled = new Map<string, RegExp>();

/** Whether a path, exactly as it was sent, fits a pattern (see `Route`). An encoded character never matches a plain one. */
export function pathMatches(pattern: string, path: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = compile(pattern);
    if (compiled.size >= PATTERNS_MAX) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression.test(path);
}

/** The first route that allows this method on this path. */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Route | undefined =>
  routes.find((route) => route.methods.includes(method) && pathMatches(route.path, path));

function compile(pattern: string): RegExp {
  const open = pattern.endsWith('/**');
  const fixed = open ? pattern.slice(0, -2) : pattern;
  const source = fixed
    .split('*')
    .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${source}${open ? '.+' : ''}$`);
}
