import type { Input } from '../operation.ts';

type Node = string | Map<string, Node>;

/**
 * The nested input of an AWS Query form: `A.member.1.B=x` is `{ A: [{ B: 'x' }] }`, and `A.entry.1.key` with `A.entry.1.value` is
 * `{ A: { key: value } }` (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
export function parseQuery(body: string): Input {
  const root = new Map<string, Node>();
  for (const [path, value] of new URLSearchParams(body)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at: Map<string, Node> | undefined = root;
    for (const name of names) {
      const next: Node | undefined = at.get(name) ?? new Map<string, Node>();
      at.set(name, next);
      at = typeof next === 'string' ? undefined : next;
      if (at === undefined) break;
    }
    at?.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, node]) => [name, plain(node)]));
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  const [[only, inner] = ['', ''], ...others] = [...node];
  if (others.length === 0 && typeof inner !== 'string' && only === 'member') return items(inner).map(plain);
  if (others.length === 0 && typeof inner !== 'string' && only === 'entry')
    return Object.fromEntries(items(inner).flatMap(entry));
  return Object.fromEntries([...node].map(([name, child]) => [name, plain(child)]));
}

const items = (numbered: Map<string, Node>): readonly Node[] =>
  [...numbered].sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => node);

/** Some maps call their parts `key` and `value`, some `Name` and `Value`. */
function entry(node: Node): readonly (readonly [string, unknown])[] {
  if (typeof node === 'string') return [];
  const key = node.get('key') ?? node.get('Name');
  const value = node.get('value') ?? node.get('Value');
  return typeof key === 'string' && value !== undefined ? [[key, plain(value)]] : [];
}
