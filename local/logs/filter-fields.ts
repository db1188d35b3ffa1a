import { readBoolean, type Test } from './boolean-expression.ts';
import { comparison } from './filter-text.ts';

type Fields = Readonly<Record<string, string>>;

const ELLIPSIS = '...';
const CONDITION = /^(\w+)\s*(!=|>=|<=|=|>|<)\s*(.+)$/s;

/** `[ip, ..., request = *.html*, status = 4* || status = 500, bytes]`: gives the fields of a line that meets it, undefined if it is no such filter. */
export function fieldsFilter(pattern: string): ((message: string) => Fields | undefined) | undefined {
  const parts = pattern
    .trim()
    .slice(1, -1)
    .split(',')
    .map((part) => part.trim());
  const names = parts.map((part) => /^(\.\.\.|\w+)/.exec(part)?.[1]);
  const tests = parts.map((part) => (/[=<>]/.test(part) ? condition(part) : always));
  if (names.includes(undefined) || tests.includes(undefined)) return undefined;
  return (message) => {
    const fields = assign(names.map(String), split(message));
    return fields !== undefined && tests.every((test) => test?.(fields)) ? fields : undefined;
  };
}

const always: Test<Fields> = () => true;

function condition(part: string): Test<Fields> | undefined {
  const tokens = part.split(/(&&|\|\||[()])/).flatMap((token) => token.trim() || []);
  return readBoolean(tokens, (rest) => {
    const [, name = '', operator = '', right = ''] = CONDITION.exec(rest.shift() ?? '') ?? [];
    const holds = comparison(operator, right.trim());
    // The documentation writes w1 and W1 for the same field.
    return holds && ((fields) => holds(fields[name] ?? fields[name.toLowerCase()] ?? ''));
  });
}

/** Words; what stands in brackets or quotes is one. */
const split = (message: string): readonly string[] =>
  [...message.matchAll(/"([^"]*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, word]) => quoted ?? bracketed ?? word ?? '',
  );

/** Gives each name its word. An ellipsis takes as many as are left over; the last name takes the rest of a longer line. */
function assign(names: readonly string[], words: readonly string[]): Fields | undefined {
  const gap = names.indexOf(ELLIPSIS);
  const named = names.filter((name) => name !== ELLIPSIS).length;
  if (words.length < named) return undefined;
  const fields: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    if (name === ELLIPSIS) continue;
    const at = gap >= 0 && i > gap ? words.length - (names.length - i) : i;
    fields[name] = gap < 0 && i === names.length - 1 ? words.slice(at).join(' ') : (words[at] ?? '');
  }
  return fields;
}
