import { PatternError } from './pattern-error.ts';

const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};
const BOUND_MAX = 5e9;

/** `[">", 0, "<=", 5]`: one comparison, or a lower and an upper bound. */
export function numericTest(argument: unknown): (value: unknown) => boolean {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4))
    throw new PatternError('numeric needs one comparison or a range');
  const tests: ((value: number) => boolean)[] = [];
  for (let i = 0; i < argument.length; i += 2) {
    const compare = COMPARE[String(argument[i])];
    const bound: unknown = argument[i + 1];
    if (compare === undefined) throw new PatternError(`Unrecognized numeric range operator: ${argument[i]}`);
    if (typeof bound !== 'number' || Math.abs(bound) > BOUND_MAX)
      throw new PatternError('Value of a numeric comparison must be a number between -5.0E9 and 5.0E9');
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === 'number' && tests.every((holds) => holds(value));
}
