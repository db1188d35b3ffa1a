/** `ERROR -ARGUMENTS`, `?ERROR ?WARN`, `"an exact phrase"`, `%a regular expression%`: all plain terms, none of those with a minus, any of those with a question mark. */
export function termsFilter(pattern: string): (message: string) => boolean {
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\S+))/g)].map(
    ([, sign = '', phrase, regex, word]) => ({
      sign,
      holds: regex === undefined ? contains(phrase?.replace(/\\(.)/g, '$1') ?? word ?? '') : matches(regex),
    }),
  );
  const of = (sign: string) => terms.filter((term) => term.sign === sign);
  const [needed, forbidden, optional] = [of(''), of('-'), of('?')];
  return (message) =>
    needed.every(({ holds }) => holds(message)) &&
    !forbidden.some(({ holds }) => holds(message)) &&
    (optional.length === 0 || optional.some(({ holds }) => holds(message)));
}

const contains =
  (text: string) =>
  (message: string): boolean =>
    message.includes(text);

function matches(source: string): (message: string) => boolean {
  const regex = new RegExp(source);
  return (message) => regex.test(message);
}
