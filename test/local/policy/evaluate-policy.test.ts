import { expect, test } from '@jest/globals';
import { evaluatePolicy } from '../../../local/policy/evaluate-policy.ts';

const statement = (Effect: string, Resource: unknown, extra: object = {}): object => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...extra,
});
const verdict = (...Statement: object[]): string =>
  evaluatePolicy({ Version: '2012-10-17', Statement }, 'execute-api:Invoke', 'arn:api/prod/GET/a/b', {
    'aws:currenttime': ['2026-11-23T12:00:00Z'],
  });
const after = (moment: string): object => ({
  Condition: { DateGreaterThan: { 'aws:CurrentTime': moment } },
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
test.each([
  ['an exact resource allows', [statement('Allow', 'arn:api/prod/GET/a/b')], 'allow'],
  ['a star reaches across slashes', [statement('Allow', 'arn:api/*')], 'allow'],
  ['one of several resources is enough', [statement('Allow', ['arn:x', 'arn:api/*'])], 'allow'],
  ['another resource is not meant', [statement('Allow', 'arn:api/prod/POST/*')], 'implicit-deny'],
  ['a deny wins over an allow after it', [statement('Deny', '*'), statement('Allow', '*')], 'explicit-deny'],
  ['one character may be anything', [statement('Allow', 'arn:api/prod/G?T/a/?')], 'allow'],
  [
    'everything but some resources',
    [{ Effect: 'Allow', Action: 'execute-api:*', NotResource: 'arn:api/prod/POST/*' }],
    'allow',
  ],
  [
    'every action but this one',
    [{ Effect: 'Allow', NotAction: 'execute-api:Invoke', Resource: '*' }],
    'implicit-deny',
  ],
  ['a condition that holds', [statement('Allow', '*', after('2026-11-23T11:00:00Z'))], 'allow'],
  [
    'a condition that does not hold',
    [statement('Allow', '*', after('2026-11-23T13:00:00Z'))],
    'implicit-deny',
  ],
  [
    'a condition that is not known here',
    [statement('Allow', '*', { Condition: { StringEquals: { 'x:y': 'z' } } })],
    'unreadable',
  ],
  ['a statement without a resource', [{ Effect: 'Allow', Action: '*' }], 'unreadable'],
  ['a resource that is no text is not understood', [statement('Allow', { a: 1 })], 'unreadable'],
  ['an unknown effect is not understood', [statement('allow', '*')], 'unreadable'],
] as const)('%s', (_, statements, expected) => {
  expect(verdict(...statements)).toBe(expected);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
test('what is no policy is never an allow', () => {
  for (const document of [undefined, null, 'Allow', [], {}, { Statement: null }])
    expect(evaluatePolicy(document, 'a:B', 'arn')).toBe('unreadable');
});
