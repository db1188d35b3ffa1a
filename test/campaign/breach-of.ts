type Pair = readonly [string, string];

/** What of a forwarded request the constrained upstream must not have been asked for, said a second time and in other words. */
export function breachOf(path: string, query: readonly Pair[], body: Buffer): string | undefined {
  if (path.endsWith('/items')) return breachOfQuery(query);
  if (path.endsWith('/completions')) return breachOfBody(body.toString('utf8'));
  return /\/models\/(small|big-[\w.-]*):run$/.test(path) ? undefined : 'a model in the path';
}

/** As the most careless reader takes a name. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[.*/s, '')
    .replace(/[^a-z]/g, '');

function breachOfQuery(query: readonly Pair[]): string | undefined {
  const named = (name: string) => query.filter(([given]) => plain(given) === name);
  const limits = named('limit').map(([, value]) => value);
  if (limits.length === 0 || !limits.every((value) => /^\d+$/.test(value) && BigInt(value) <= 50n))
    return 'limit';
  if (named('order').some(([, value]) => value !== 'date' && value !== 'title')) return 'order';
  return named('pagetoken').length > 0 ? 'pageToken' : undefined;
}

function breachOfBody(text: string): string | undefined {
  if (Buffer.from(text).length > 300) return 'length';
  const last: Record<string, unknown> = JSON.parse(text);
  const names = topNames(text).map(plain);
  const times = (name: string): number => names.filter((given) => given === name).length;
  const { model, max_tokens: tokens } = last;
  if (times('model') !== 1 || typeof model !== 'string' || !/^(small|big-[\w.-]*)$/.test(model))
    return 'model';
  if (model.endsWith('\n')) return 'model';
  if (times('tools') > 0) return 'tools';
  if (times('maxtokens') === 0) return undefined;
  const right = typeof tokens === 'number' && Number.isInteger(tokens) && tokens >= 1 && tokens <= 100;
  return times('maxtokens') === 1 && right ? undefined : 'max_tokens';
}

/** The names at the top of a JSON object in the order in which they were written, repeated ones too. */
function topNames(text: string): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  let before = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === ':' && depth === 1) names.push(JSON.parse(before));
    depth +=
      Number(/[{[]/.test(token) && token.length === 1) - Number(/[}\]]/.test(token) && token.length === 1);
    before = token;
  }
  return names;
}
