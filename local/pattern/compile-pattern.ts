import { isObject } from '../assembly/template.ts';
import { PatternError } from './pattern-error.ts';
import { type ValueTest, valueTest } from './value-test.ts';

/** Whether a JSON document is what a pattern asks for. */
export type PatternTest = (document: unknown) => boolean;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const COMBINATIONS_MAX = 1000;

/**
 * The content filtering that EventBridge rules and SNS filter policies share. Every field of the pattern must be met; a field is
 * met when any element of its list holds for any of the document's values there. Throws a `PatternError` for what AWS refuses.
 */
export function compilePattern(pattern: unknown): PatternTest {
  if (!isObject(pattern)) throw new PatternError('Filter is not an object');
  if (combinations(pattern) > COMBINATIONS_MAX)
    throw new PatternError('The pattern has more than 1000 rule combinations');
  return objectTest(pattern);
}

function objectTest(pattern: Readonly<Record<string, unknown>>): PatternTest {
  const tests = Object.entries(pattern).map(([name, wanted]) =>
    isOr(name, wanted) ? anyOf(wanted.map(objectTest)) : fieldTest(name, wanted),
  );
  if (tests.length === 0) throw new PatternError('Empty objects are not allowed');
  // Of a list of objects, one and the same must meet all fields.
  const holds = (document: unknown): boolean => {
    if (!Array.isArray(document)) return tests.every((test) => test(document));
    return document.length === 0 ? tests.every((test) => test({})) : document.some(holds);
  };
  return holds;
}

const anyOf =
  (tests: readonly PatternTest[]): PatternTest =>
  (document) =>
    tests.some((test) => test(document));

const isOr = (name: string, wanted: unknown): wanted is readonly Readonly<Record<string, unknown>>[] =>
  name === '$or' && Array.isArray(wanted) && wanted.length > 1 && wanted.every(isObject);

function fieldTest(name: string, wanted: unknown): PatternTest {
  const field = (document: unknown): unknown => (isObject(document) ? document[name] : undefined);
  if (isObject(wanted)) {
    const test = objectTest(wanted);
    return (document) => test(field(document));
  }
  if (!Array.isArray(wanted)) throw new PatternError(`"${name}" must be an object or an array`);
  if (wanted.length === 0) throw new PatternError('Empty arrays are not allowed');
  const tests = wanted.map(leafTest);
  return (document) => {
    const values = leaves(field(document));
    return tests.some((test) => test(values));
  };
}

function leafTest(element: unknown): (values: readonly unknown[]) => boolean {
  if (isObject(element) && 'exists' in element) {
    const { exists } = element;
    if (typeof exists !== 'boolean') throw new PatternError('exists match pattern must be true or false');
    return (values) => values.length > 0 === exists;
  }
  const test: ValueTest = valueTest(element);
  return (values) => values.some(test);
}

/** The values at a field that are neither objects nor lists: only those can be compared, and only those exist. */
function leaves(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return value === undefined || isObject(value) ? [] : [value];
}

function combinations(pattern: Readonly<Record<string, unknown>>): number {
  return Object.entries(pattern).reduce((product, [name, wanted]) => {
    if (isOr(name, wanted)) return product * wanted.reduce((sum, option) => sum + combinations(option), 0);
    return isObject(wanted) ? product * combinations(wanted) : product;
  }, 1);
}
