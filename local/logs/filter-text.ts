/** How a filter pattern compares a value with `=`, `>` and so on; everything is text until both sides are numbers. */
export type Comparison = (value: string) => boolean;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Undefined if the right side is not of the form that the operator needs. */
export function comparison(operator: string, right: string): Comparison | undefined {
  const regex = /^%(.*)%$/s.exec(right)?.[1];
  const negated = operator === '!=';
  if (regex !== undefined) {
    const compiled = new RegExp(regex);
    return equality(negated, (value) => compiled.test(value));
  }
  const quoted = /^"(.*)"$/s.exec(right)?.[1];
  const bare = quoted ?? right;
  const numeric = NUMERIC[operator];
  if (numeric === undefined) return undefined;
  if (quoted === undefined && NUMBER.test(right))
    return (value) => (NUMBER.test(value) ? numeric(Number(value), Number(right)) : negated);
  if (operator !== '=' && !negated) return undefined;
  return equality(negated, wildcard(bare));
}

const equality =
  (negated: boolean, holds: Comparison): Comparison =>
  (value) =>
    holds(value) !== negated;

/** `*` stands for any text. */
export function wildcard(pattern: string): Comparison {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const regex = new RegExp(`^${escaped.join('.*')}$`, 's');
  return (value) => regex.test(value);
}
