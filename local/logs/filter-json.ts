import { isObject } from '../assembly/template.ts';
import { readBoolean, type Test } from './boolean-expression.ts';
import { comparison } from './filter-text.ts';

const TOKEN = /\s*(&&|\|\||[()]|!=|>=|<=|[=<>]|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|[^\s()=<>!&|]+)/y;
const OPERATORS = ['=', '!=', '>', '<', '>=', '<='];
const KEYWORDS: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };

/** `{ $.status = 404 && ($.user.id = "a*" || $.x NOT EXISTS) }`; undefined if the text is no such filter. */
export function jsonFilter(pattern: string): Test<unknown> | undefined {
  const tokens = tokensOf(pattern.trim().slice(1, -1));
  const test = tokens && readBoolean(tokens, term);
  return tokens?.length === 0 ? test : undefined;
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function term(tokens: string[]): Test<unknown> | undefined {
  const selector = tokens.shift() ?? '';
  const operator = tokens.shift() ?? '';
  const right = operator === 'EXISTS' ? '' : tokens.shift();
  if (!selector.startsWith('$') || right === undefined) return undefined;
  if (operator === 'NOT' && right === 'EXISTS') return (document) => select(document, selector) === undefined;
  if (operator === 'EXISTS') return (document) => select(document, selector) !== undefined;
  if (operator === 'IS' && right in KEYWORDS)
    return (document) => select(document, selector) === KEYWORDS[right];
  const holds = OPERATORS.includes(operator) ? comparison(operator, right) : undefined;
  if (holds === undefined) return undefined;
  return (document) => {
    const value = select(document, selector);
    // A selector that points to an object, a list or nothing does not match, whatever the operator.
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? holds(String(value))
      : false;
  };
}

/** The value at `$.a.b[0]` or `$['a']`. */
export function select(document: unknown, selector: string): unknown {
  let value = document;
  for (const [, name, index, quoted] of selector.matchAll(/\.([A-Za-z0-9_-]+)|\[(\d+)\]|\.?\["([^"]*)"\]/g))
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else value = isObject(value) ? value[name ?? quoted ?? ''] : undefined;
  return value;
}
