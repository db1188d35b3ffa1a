import { pathMatches } from './route-pattern.ts';

/** What API Gateway can route. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()+,;=:@*]|%[0-9A-Fa-f]{2})+$/;
const SCOPE_LENGTH_MAX = 256;

/** What a key may call at most: methods, and a pattern of the path as clients write it, the upstream's mount included. */
interface Scope {
  /** `undefined`: every method. */
  readonly methods: readonly string[] | undefined;
  readonly path: string;
}

/**
 * Reads `GET:/youtube/v3/search`, `GET,HEAD:/youtube/v3/**` or `*:/gemini/**`; `*` and `**` in the path stand for what they
 * stand for in a route. `undefined` for anything else.
 */
function readScope(text: string): Scope | undefined {
  const match = /^(\*|[A-Z]+(?:,[A-Z]+)*):(\/.+)$/.exec(text);
  const [, methods = '', path = ''] = match ?? [];
  if (match === null || text.length > SCOPE_LENGTH_MAX || !isPattern(path)) return undefined;
  if (methods === '*') return { methods: undefined, path };
  const named = methods.split(',');
  return named.every((method) => METHODS.includes(method)) ? { methods: named, path } : undefined;
}

function isPattern(path: string): boolean {
  const segments = path.slice(1).split('/');
  return segments.every((segment, n) => {
    if (segment === '**') return n === segments.length - 1 && n > 0;
    return SEGMENT.test(segment) && !/^\.\.?$/.test(segment) && !segment.includes('**');
  });
}

/** Whether a text is a scope that can be read. */
export const isScope = (text: string): boolean => readScope(text) !== undefined;

/** What is wrong with a scope that somebody wrote; `undefined` for one that opens something below one of the mounts. */
export function complaintAboutScope(text: string, mounts: readonly string[]): string | undefined {
  const scope = readScope(text);
  if (scope === undefined)
    return 'is not a scope; write methods, a colon and a path: GET:/youtube/v3/search or *:/gemini/**';
  if (mounts.some((mount) => scope.path.startsWith(`${mount}/`))) return undefined;
  return `opens nothing: its path lies below none of ${mounts.join(', ')}`;
}

/** The first of the scopes that holds this method on this path. What cannot be read holds nothing. */
export const matchScope = (scopes: readonly string[], method: string, path: string): string | undefined =>
  scopes.find((text) => {
    const scope = readScope(text);
    return scope !== undefined && (scope.methods?.includes(method) ?? true) && pathMatches(scope.path, path);
  });
