/**
 * The source of an expression for literals with a wildcard between each two. Between two wildcards the first place where a
 * literal stands is taken for good (a look-ahead is never gone back into), which finds whatever there is to find: tried in
 * every way, a text of a stranger's could take hours. What the first wildcard stands for is the group `first`.
 * @param wild one character of it, or an alternative of one, that a wildcard may stand for
 */
export function wildcardSource(literals: readonly string[], wild: string, times: '+' | '*'): string {
  const [start = '', ...rest] = literals.map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const parts = rest.map((literal, n) => {
    const last = n === rest.length - 1;
    const run = `${wild}${times}${last ? '' : '?'}`;
    const stretch = (n === 0 ? `(?<first>${run})` : run) + literal;
    return last ? stretch : `(?=(?<to${n}>${stretch}))\\k<to${n}>`;
  });
  return start + parts.join('');
}
