/** `key`, `x-api-key`: what folding leaves as it is, and nearly every name that is sent. */
const PLAIN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A name as the most careless server might read it: compatibility characters, case, percent-encoding, brackets and whatever
 * stands for a separator, once or more often, are all one (PHP and CGI turn `x.api key` into `x_api_key`, and cut `key[]` at its bracket). Two
 * names that fold to the same text may be the same place to an upstream, so they must not both be filled.
 */
export function foldedName(name: string): string {
  if (PLAIN.test(name)) return name;
  const [bare = ''] = unescaped(name).normalize('NFKC').toLowerCase().trimStart().split('[', 1);
  const folded = bare.replace(/[^a-z0-9]+/g, '-');
  return folded.endsWith('-') ? folded.slice(0, -1) : folded;
}

/** Percent-encoded ASCII taken out of a text, however often it was encoded over. */
export function unescaped(text: string): string {
  let plain = text;
  for (let times = 0; times < TIMES_MAX && plain.includes('%'); times += 1)
    plain = plain.replace(/%([0-7][0-9a-f])/gi, (_code, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return plain;
}

/** More often than any chain of servers decodes. */
const TIMES_MAX = 4;
