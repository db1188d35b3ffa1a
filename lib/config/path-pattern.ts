import { type Complaint, complain } from './complaint.ts';

const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()+,;=:@*]|%[0-9A-Fa-f]{2})+$/;
/** Encoded slash, backslash, dot and NUL: a request that contains one is refused, so a route with one could never match. */
const REFUSED_ENCODING = /%(?:2f|5c|2e|00)/i;

/** A route's path pattern; see `Route` in the contract for what `*` and a final `/**` stand for. */
export function readPathPattern(text: string): string | Complaint {
  const example = `write one such as '/forecast/*' or '/files/**'`;
  if (!text.startsWith('/') || text.length < 2 || text.length > 512) {
    return complain('is not a path below the mount', example);
  }
  const segments = text.slice(1).split('/');
  const last = segments.length - 1;
  for (const [index, segment] of segments.entries()) {
    if (segment === '' && index === last && index > 0) continue;
    if (!SEGMENT.test(segment))
      return complain('has an empty segment or a character that must be encoded', example);
    if (segment === '.' || segment === '..' || REFUSED_ENCODING.test(segment)) {
      return complain('has a dot segment or an encoding that requests may not contain', example);
    }
    if (segment.includes('**') && !(segment === '**' && index === last)) {
      return complain('has ** elsewhere than as its last segment', example);
    }
  }
  return text;
}

/**
 * Whether every path that matches `inner` matches `outer`. Exact: each wildcard of `inner` becomes a letter that occurs
 * nowhere else, so only a wildcard of `outer` can take it.
 */
export function covers(outer: string, inner: string): boolean {
  return matcher(outer).test(inner.replace(/\/\*\*$/, '/\u{e001}').replaceAll('*', '\u{e000}'));
}

function matcher(pattern: string): RegExp {
  const rest = pattern.endsWith('/**');
  const source = (rest ? pattern.slice(0, -2) : pattern)
    .split('*')
    .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(?:(?!%3[Aa])[^/:\u{e001}])+');
  return new RegExp(`^${source}${rest ? '[^]+' : ''}$`, 'u');
}
