import type { Route } from '../../contract/upstream.ts';
import { wildcardSource } from './wildcards.ts';

/** Far more than the settings of one function hold; the scopes of keys come and go. */
const PATTERNS_MAX = 2_000;
/** No colon, encoded or not: behind one stands a verb (`models/x:generateContent`), and what is done has to be written. */
const WILD = '(?:(?!%3[Aa])[^/:])';
const compiled = new Map<string, RegExp>();

/** Whether a path, exactly as it was sent, fits a pattern (see `Route`). An encoded character never matches a plain one. */
export const pathMatches = (pattern: string, path: string): boolean => expressionOf(pattern).test(path);

/** What the first `*` of a pattern stands for in a path; `undefined` where the pattern has none or does not fit. */
export const firstWildcard = (pattern: string, path: string): string | undefined =>
  expressionOf(pattern).exec(path)?.groups?.['first'];

/** The first route that allows this method on this path. */
export const matchRoute = <R extends Route>(
  routes: readonly R[],
  method: string,
  path: string,
): R | undefined => routes.find((route) => routeMatches(route, method, path));

/** Whether a route allows this method on this path. */
export const routeMatches = (route: Route, method: string, path: string): boolean =>
  route.methods.includes(method) && pathMatches(route.path, path);

function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = compile(pattern);
    if (compiled.size >= PATTERNS_MAX) compiled.clear();
    compiled.set(pattern, expression);
  }
  return expression;
}

function compile(pattern: string): RegExp {
  const open = pattern.endsWith('/**');
  const fixed = open ? pattern.slice(0, -2) : pattern;
  return new RegExp(`^${wildcardSource(fixed.split('*'), WILD, '+')}${open ? '.+' : ''}$`);
}
