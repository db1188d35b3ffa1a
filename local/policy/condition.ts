import { type Compare, OPERATORS } from './condition-operators.ts';

/** What is known of a request, by condition key in lower case (keys are not case-sensitive). */
export type Context = Readonly<Record<string, readonly string[]>>;

/** One key under one operator of a `Condition`. */
export interface Condition {
  readonly key: string;
  readonly values: readonly string[];
  readonly quantifier: 'all' | 'any' | 'single';
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly compare: Compare | 'null';
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Reads an operator's name; undefined if there is none of this name. */
export function readCondition(
  operator: string,
  key: string,
  values: readonly string[],
): Condition | undefined {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const known = OPERATORS.get(name);
  if (known === undefined) return undefined;
  return {
    key: key.toLowerCase(),
    values,
    quantifier: quantifier === 'ForAllValues' ? 'all' : quantifier === 'ForAnyValue' ? 'any' : 'single',
    ifExists: ifExists !== undefined,
    ...known,
  };
}

/**
 * Several values of a condition are alternatives; under a negated operator none of them may match. What an absent key means is
 * in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, what several values
 * of a request mean in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
 */
export function holds(condition: Condition, context: Context, expand: (value: string) => string): boolean {
  const { compare, quantifier, negated, ifExists } = condition;
  const sent = context[condition.key];
  const values = condition.values.map(expand);
  if (compare === 'null') return values.some((v) => (v.toLowerCase() === 'true') === (sent === undefined));
  if (sent === undefined || sent.length === 0)
    return ifExists || quantifier === 'all' || (negated && quantifier === 'single');
  const matches = (one: string): boolean => values.some((value) => compare(value, one)) !== negated;
  const every = quantifier === 'all' || (negated && quantifier === 'single');
  return every ? sent.every(matches) : sent.some(matches);
}
