import { expect, test } from '@jest/globals';
import { evaluatePolicy } from '../../../local/policy/evaluate-policy.ts';

const statement = (Effect: string, Resource: unknown, extra: object = {}): object => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...extra,
});
const verdict = (...Statement: object[]): string =>
  evaluatePolicy({ Version: '2012-10-17', Statement }, 'execute-api:Invoke', 'arn:api/prod/GET/a/b');

test.each([
  ['an exact resource allows', [statement('Allow', 'arn:api/prod/GET/a/b')], 'allow'],
  ['a star reaches across slashes', [statement('Allow', 'arn:api/*')], 'allow'],
  ['one of several resources is enough', [statement('Allow', ['arn:x', 'arn:api/*'])], 'allow'],
  ['another resource is not meant', [statement('Allow', 'arn:api/prod/POST/*')], 'implicit-deny'],
  ['a deny wins over an allow after it', [statement('Deny', '*'), statement('Allow', '*')], 'explicit-deny'],
  ['a condition is not understood', [statement('Allow', '*', { Condition: {} })], 'unreadable'],
  ['a resource that is no text is not understood', [statement('Allow', { a: 1 })], 'unreadable'],
  ['an unknown effect is not understood', [statement('allow', '*')], 'unreadable'],
] as const)('%s', (_, statements, expected) => {
  expect(verdict(...statements)).toBe(expected);
});

test('what is no policy is never an allow', () => {
  for (const document of [undefined, null, 'Allow', [], {}, { Statement: null }])
    expect(evaluatePolicy(document, 'a:B', 'arn')).toBe('unreadable');
});
