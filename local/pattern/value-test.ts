import { isObject } from '../assembly/template.ts';
import { cidrTest } from './cidr-test.ts';
import { numericTest } from './numeric-test.ts';
import { PatternError } from './pattern-error.ts';
import { wildcardTest } from './wildcard-test.ts';

/** Whether one value of an event is what one element of a pattern's list asks for. */
export type ValueTest = (value: unknown) => boolean;

const textTest =
  (holds: (text: string) => boolean): ValueTest =>
  (value) =>
    typeof value === 'string' && holds(value);

const text = (argument: unknown, name: string): string => {
  if (typeof argument === 'string') return argument;
  throw new PatternError(`${name} match pattern must be a string`);
};

const sameLetters = (wanted: string): ValueTest => {
  const folded = wanted.toLowerCase();
  return textTest((value) => value.toLowerCase() === folded);
};

/** `prefix` and `suffix` take a text, or a text whose case does not matter. */
const affix =
  (name: string, holds: (value: string, part: string) => boolean) =>
  (argument: unknown): ValueTest => {
    if (!isObject(argument)) {
      const part = text(argument, name);
      return textTest((value) => holds(value, part));
    }
    const part = text(argument['equals-ignore-case'], name).toLowerCase();
    return textTest((value) => holds(value.toLowerCase(), part));
  };

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const OPERATORS: Readonly<Record<string, (argument: unknown) => ValueTest>> = {
  prefix: affix('prefix', (value, part) => value.startsWith(part)),
  suffix: affix('suffix', (value, part) => value.endsWith(part)),
  'equals-ignore-case': (argument) => sameLetters(text(argument, 'equals-ignore-case')),
  wildcard: (argument) => textTest(wildcardTest(text(argument, 'wildcard'))),
  numeric: numericTest,
  cidr: cidrTest,
  'anything-but': anythingBut,
};

/** A literal or an operator; `exists` is not about a value and is handled where fields are. */
export function valueTest(element: unknown): ValueTest {
  if (!isObject(element)) {
    if (Array.isArray(element)) throw new PatternError('A list is not allowed inside a match list');
    return (value) => value === element;
  }
  const [name, ...rest] = Object.keys(element);
  const operator = OPERATORS[name ?? ''];
  if (name === undefined || operator === undefined || rest.length > 0)
    throw new PatternError(`Unrecognized match type ${name}`);
  return operator(element[name]);
}

/** A value, a list of values, or one operator on a text or a list of texts. */
function anythingBut(argument: unknown): ValueTest {
  const forbidden = isObject(argument) ? operatorTests(argument) : list(argument).map(literalTest);
  if (forbidden.length === 0) throw new PatternError('Empty arrays are not allowed');
  return (value) => !forbidden.some((holds) => holds(value));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function literalTest(literal: unknown): ValueTest {
  if (typeof literal !== 'string' && typeof literal !== 'number')
    throw new PatternError('Inside anything-but list, only strings and numbers are allowed');
  return (value) => value === literal;
}

function operatorTests(argument: Readonly<Record<string, unknown>>): readonly ValueTest[] {
  const [name, ...rest] = Object.keys(argument);
  const operator = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name ?? '')
    ? OPERATORS[name ?? '']
    : undefined;
  if (name === undefined || operator === undefined || rest.length > 0)
    throw new PatternError(`Unsupported anything-but pattern: ${name}`);
  return list(argument[name]).map(operator);
}
