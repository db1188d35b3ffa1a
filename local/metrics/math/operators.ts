import { pointwise, type Value } from './value.ts';

type Binary = (a: number, b: number) => number;

const truth = (holds: boolean): number => (holds ? 1 : 0);

/** Where one side has no value, the result has none. */
const ARITHMETIC: Readonly<Record<string, Binary>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
};

/** Where only one of two series has a value, the other counts as 0. */
const LOGICAL: Readonly<Record<string, Binary>> = {
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
};

/** Operators by how tightly they bind, the loosest first. */
export const LEVELS: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export function operate(operator: string, left: Value, right: Value): Value {
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic !== undefined)
    return pointwise([left, right], ([a, b]) =>
      a === undefined || b === undefined ? undefined : arithmetic(a, b),
    );
  const logical = LOGICAL[operator];
  const both = left.kind !== 'scalar' && right.kind !== 'scalar';
  return pointwise([left, right], ([a, b]) => {
    const missing = both ? a === undefined && b === undefined : a === undefined || b === undefined;
    return missing ? undefined : logical?.(a ?? 0, b ?? 0);
  });
}
