import { FUNCTIONS, REPEAT } from './functions.ts';
import { LEVELS, operate } from './operators.ts';
import { type Points, scalar, series, type Value } from './value.ts';

/** The series that an expression may name. */
export interface MathScope {
  /** How many points every series has. */
  readonly length: number;
  /** By id; undefined if there is no such id. */
  lookUp(id: string): Points | undefined;
  /** Of all metrics, not of expressions: what `METRICS()` stands for. */
  metrics(): readonly Points[];
}

export type Expression = (scope: MathScope) => Value;

const TOKEN = /\s*(\d+\.?\d*(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],])/y;
const ALIAS: Readonly<Record<string, string>> = { '&&': 'AND', '||': 'OR' };

class NotUnderstood extends Error {}

/** A metric math expression; undefined if it is none, or uses what the run does not calculate. */
export function compileExpression(text: string): Expression | undefined {
  try {
    const tokens = tokensOf(text);
    const expression = binary(tokens, 0);
    return tokens.length === 0 ? expression : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** The points of an expression's result: of a list its first series. */
export function pointsOf(value: Value, length: number): Points {
  if (value.kind === 'series') return value.points;
  if (value.kind === 'list') return value.all[0] ?? [];
  return Array.from({ length }, () => (Number.isFinite(value.value) ? value.value : undefined));
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new NotUnderstood();
    tokens.push(ALIAS[token] ?? token);
  }
  return tokens;
}

function binary(tokens: string[], level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return unary(tokens);
  let left = binary(tokens, level + 1);
  for (;;) {
    const [operator = ''] = tokens;
    if (!operators.includes(operator)) return left;
    tokens.shift();
    const first = left;
    const right = binary(tokens, level + 1);
    left = (scope) => operate(operator, first(scope), right(scope));
  }
}

function unary(tokens: string[]): Expression {
  if (tokens[0] !== '-') return primary(tokens);
  tokens.shift();
  const operand = unary(tokens);
  return (scope) => operate('-', scalar(0), operand(scope));
}

function primary(tokens: string[]): Expression {
  const token = tokens.shift() ?? '';
  if (/^\d/.test(token)) return () => scalar(Number(token));
  if (token === '(') {
    const inner = binary(tokens, 0);
    expect(tokens, ')');
    return inner;
  }
  if (token === '[') {
    const items = list(tokens, ']');
    return (scope) => ({ kind: 'list', all: items.map((item) => pointsOf(item(scope), scope.length)) });
  }
  if (!/^[A-Za-z_]/.test(token)) throw new NotUnderstood();
  if (token === 'REPEAT') return () => REPEAT;
  return tokens[0] === '(' ? call(token.toUpperCase(), tokens) : reference(token);
}

/** An id starts with a small letter, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html. */
function reference(id: string): Expression {
  if (!/^[a-z]/.test(id)) throw new NotUnderstood();
  return (scope) => series(scope.lookUp(id) ?? Array.from({ length: scope.length }, () => undefined));
}

function call(name: string, tokens: string[]): Expression {
  expect(tokens, '(');
  if (name === 'METRICS') {
    expect(tokens, ')');
    return (scope) => ({ kind: 'list', all: scope.metrics() });
  }
  const run = FUNCTIONS[name];
  if (run === undefined) throw new NotUnderstood();
  const args = list(tokens, ')');
  return (scope) => run(args.map((arg) => arg(scope))) ?? series([]);
}

function list(tokens: string[], end: string): readonly Expression[] {
  const items: Expression[] = [];
  while (tokens[0] !== end) {
    if (items.length > 0) expect(tokens, ',');
    items.push(binary(tokens, 0));
  }
  tokens.shift();
  return items;
}

function expect(tokens: string[], wanted: string): void {
  if (tokens.shift() !== wanted) throw new NotUnderstood();
}
