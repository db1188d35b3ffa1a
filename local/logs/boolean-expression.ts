/** Answers whether a message meets an expression. */
export type Test<T> = (subject: T) => boolean;

/**
 * Reads terms joined by `&&`, `||` and parentheses, in that order of binding, from a list of tokens. `term` takes the tokens of one
 * term from the front; undefined anywhere makes the whole undefined.
 */
export function readBoolean<T>(
  tokens: string[],
  term: (tokens: string[]) => Test<T> | undefined,
): Test<T> | undefined {
  const joined = (
    sign: string,
    part: () => Test<T> | undefined,
    join: (tests: readonly Test<T>[]) => Test<T>,
  ): Test<T> | undefined => {
    const tests = [part()];
    while (tokens[0] === sign) {
      tokens.shift();
      tests.push(part());
    }
    const whole = tests.filter((test) => test !== undefined);
    return whole.length < tests.length ? undefined : join(whole);
  };
  const primary = (): Test<T> | undefined => {
    if (tokens[0] !== '(') return term(tokens);
    tokens.shift();
    const inner = either();
    return tokens.shift() === ')' ? inner : undefined;
  };
  const both = (): Test<T> | undefined =>
    joined('&&', primary, (tests) => (subject) => tests.every((test) => test(subject)));
  const either = (): Test<T> | undefined =>
    joined('||', both, (tests) => (subject) => tests.some((test) => test(subject)));
  return either();
}
