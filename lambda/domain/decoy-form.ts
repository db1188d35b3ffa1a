/** Forms in which a key lies where people leave keys. */
export const DECOY_FORMATS = ['env', 'json', 'yaml', 'github-actions', 'terraform', 'bare'] as const;
export type DecoyFormat = (typeof DECOY_FORMATS)[number];

/** A key as it is written down: the variable that holds it, and where it is good for, if that is to be told. */
export interface WrittenKey {
  readonly name: string;
  readonly key: string;
  readonly baseUrl?: string;
}

type Pair = readonly [name: string, value: string];

/** Names, keys and URLs hold nothing that any of these forms would have to escape but what JSON escapes. */
const WRITERS: Readonly<Record<DecoyFormat, (pairs: readonly Pair[], keys: readonly string[]) => string>> = {
  env: (pairs) => lines(pairs, ([name, value]) => `${name}=${value}`),
  json: (pairs) => JSON.stringify(Object.fromEntries(pairs), undefined, 2),
  yaml: (pairs) => lines(pairs, ([name, value]) => `${name}: ${JSON.stringify(value)}`),
  'github-actions': (pairs, keys) =>
    lines(
      pairs,
      ([name, value]) => `gh ${keys.includes(value) ? 'secret' : 'variable'} set ${name} --body '${value}'`,
    ),
  terraform: (pairs) => lines(pairs, ([name, value]) => `${name.toLowerCase()} = ${JSON.stringify(value)}`),
  bare: (_pairs, keys) => keys.join('\n'),
};

const lines = (pairs: readonly Pair[], line: (pair: Pair) => string): string => pairs.map(line).join('\n');

/** Keys in the form that a place wants. A base URL that several share is written once. */
export function decoyText(format: DecoyFormat, written: readonly WrittenKey[]): string {
  const pairs = new Map<string, string>();
  for (const { name, key, baseUrl } of written) {
    pairs.set(name, key);
    if (baseUrl !== undefined && ![...pairs.values()].includes(baseUrl)) pairs.set(urlName(name), baseUrl);
  }
  return WRITERS[format](
    [...pairs],
    written.map(({ key }) => key),
  );
}

/** `GEMINI_API_KEY` → `GEMINI_BASE_URL` */
const urlName = (name: string): string =>
  `${name.replace(/_?(?:API_?)?(?:KEY|TOKEN|SECRET)$/i, '') || 'API'}_BASE_URL`;

/** The variable that a key for an upstream is usually read from. */
export const variableOf = (upstream: string | undefined): string =>
  upstream === undefined ? 'API_KEY' : `${upstream.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_API_KEY`;
