import { expect, test } from '@jest/globals';
import { type Context, holds, readCondition } from '../../../local/policy/condition.ts';

const check = (operator: string, wanted: string | string[], sent: string[] | undefined): boolean => {
  const condition = readCondition(operator, 'aws:SourceArn', [wanted].flat());
  if (condition === undefined) throw new Error(operator);
  const context: Context = sent === undefined ? {} : { 'aws:sourcearn': sent };
  return holds(condition, context, (value) => value);
};
const rule = 'arn:aws:events:us-east-1:1:rule/a';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
test.each([
  ['StringEquals', 'a', ['a'], true],
  ['StringEquals', 'a', ['A'], false],
  ['StringEquals', 'a*', ['ab'], false],
  ['StringEquals', ['b', 'a'], ['a'], true],
  ['StringEqualsIgnoreCase', 'a', ['A'], true],
  ['StringNotEquals', ['a', 'b'], ['a'], false],
  ['StringNotEquals', ['a', 'b'], ['c'], true],
  ['StringLike', 'a*c?', ['abbcd'], true],
  ['StringNotLike', 'a*', ['ab'], false],
  ['NumericLessThanEquals', '10', ['10'], true],
  ['NumericGreaterThan', '10', ['9'], false],
  ['DateLessThan', '2026-11-24T00:00:00Z', ['2026-11-23T00:00:00Z'], true],
  ['DateGreaterThan', '1700000000', ['2026-11-23T00:00:00Z'], true],
  ['Bool', 'true', ['True'], true],
  ['IpAddress', '10.0.0.0/8', ['10.1.2.3'], true],
  ['IpAddress', '2001:db8::/32', ['2001:db8::1'], true],
  ['NotIpAddress', '10.0.0.0/8', ['10.1.2.3'], false],
  ['ArnLike', 'arn:aws:events:*:1:rule/*', [rule], true],
  ['ArnEquals', 'arn:aws:events:*:1:rule/*', [rule], true],
  ['ArnLike', 'arn:aws:*:rule/a', [rule], false],
  ['ArnNotLike', 'arn:aws:events:*:1:rule/*', [rule], false],
])('%s %s against %s is %s', (operator, wanted, sent, expected) => {
  expect(check(operator, wanted, sent)).toBe(expected);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
test.each([
  ['StringEquals', 'a', false],
  ['StringNotEquals', 'a', true],
  ['StringEqualsIfExists', 'a', true],
  ['Null', 'true', true],
  ['Null', 'false', false],
  ['ForAllValues:StringEquals', 'a', true],
  ['ForAnyValue:StringEquals', 'a', false],
  ['ForAnyValue:StringNotEquals', 'a', false],
])('without the key, %s %s is %s', (operator, wanted, expected) => {
  expect(check(operator, wanted, undefined)).toBe(expected);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
test.each([
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
  ['ForAnyValue:StringEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringEquals', ['c'], ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
])('%s %s against several values %s is %s', (operator, wanted, sent, expected) => {
  expect(check(operator, wanted, sent)).toBe(expected);
});

test('an operator that does not exist is not read', () => {
  for (const name of ['StringSimilar', 'BinaryEquals', '', 'ForSomeValues:StringEquals', 'toString'])
    expect(readCondition(name, 'aws:SourceArn', ['a'])).toBeUndefined();
});
