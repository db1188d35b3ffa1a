// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are IAM's
import { expect, test } from '@jest/globals';
import { decide, type Verdict } from '../../../local/policy/decide.ts';
import { readStatements } from '../../../local/policy/read-statements.ts';

const table = 'arn:aws:dynamodb:us-east-1:1:table/keys';
const allow = (extra: object = {}): object => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: table,
  ...extra,
});
const deny = (extra: object = {}): object => ({ ...allow(extra), Effect: 'Deny' });
const verdict = (
  Statement: object | object[],
  action = 'dynamodb:GetItem',
  resource = table,
  context = {},
): Verdict => decide(readStatements({ Statement }, 'Role'), { action, resource, context });

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
test('nothing is allowed that no statement allows, and a deny wins whatever the order', () => {
  expect(verdict([])).toBe('implicit-deny');
  expect(verdict(allow())).toBe('allow');
  expect(verdict([allow(), deny()])).toBe('explicit-deny');
  expect(verdict([deny(), allow()])).toBe('explicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
test('actions are matched without regard to case, with * and ?', () => {
  expect(verdict(allow({ Action: 'DynamoDB:getitem' }))).toBe('allow');
  expect(verdict(allow({ Action: ['s3:*', 'dynamodb:Get*'] }))).toBe('allow');
  expect(verdict(allow({ Action: 'dynamodb:?etItem' }))).toBe('allow');
  expect(verdict(allow({ Action: 'dynamodb:Get' }))).toBe('implicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
test('NotAction and NotResource mean everything else', () => {
  const { Action: _, ...noAction } = allow() as { Action: string };
  expect(verdict({ ...noAction, NotAction: 'dynamodb:PutItem' })).toBe('allow');
  expect(verdict({ ...noAction, NotAction: ['dynamodb:Get*'] })).toBe('implicit-deny');
  const { Resource: __, ...noResource } = deny() as { Resource: string };
  expect(verdict([allow(), { ...noResource, NotResource: table }])).toBe('allow');
  expect(verdict([allow(), { ...noResource, NotResource: 'arn:other' }])).toBe('explicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
test('a resource is matched with its case, and a table does not mean its indexes', () => {
  expect(verdict(allow({ Resource: `${table}*` }), 'dynamodb:GetItem', `${table}/index/byId`)).toBe('allow');
  expect(verdict(allow(), 'dynamodb:GetItem', `${table}/index/byId`)).toBe('implicit-deny');
  expect(verdict(allow({ Resource: table.toUpperCase() }))).toBe('implicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
test('a policy variable stands for the request’s value, and one without a value matches nothing', () => {
  const own = allow({ Resource: 'arn:aws:dynamodb:us-east-1:${aws:PrincipalAccount}:table/keys' });
  expect(verdict(own, undefined, undefined, { 'aws:principalaccount': ['1'] })).toBe('allow');
  expect(verdict(own, undefined, undefined, { 'aws:principalaccount': ['2'] })).toBe('implicit-deny');
  expect(verdict(own, undefined, undefined, { 'aws:principalaccount': ['*'] })).toBe('implicit-deny');
  expect(verdict(own)).toBe('implicit-deny');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
test('all conditions of a statement must hold', () => {
  const Condition = { StringEquals: { 'kms:ViaService': 'a', 'aws:SourceAccount': '1' } };
  const both = { 'kms:viaservice': ['a'], 'aws:sourceaccount': ['1'] };
  expect(verdict(allow({ Condition }), undefined, undefined, both)).toBe('allow');
  expect(verdict(allow({ Condition }), undefined, undefined, { 'kms:viaservice': ['a'] })).toBe(
    'implicit-deny',
  );
});

test.each([
  ['operator', { StringSimilar: { 'aws:SourceAccount': '1' } }, 'the condition operator StringSimilar'],
  ['key', { StringNotEquals: { 'aws:PrincipalOrgID': 'o' } }, 'the condition key aws:PrincipalOrgID'],
])('an unknown condition %s is named; it never allows, and it denies', (_, Condition, named) => {
  expect(readStatements({ Statement: allow({ Condition }) }, 'Role')[0]?.unclear).toEqual([named]);
  expect(verdict(allow({ Condition }))).toBe('implicit-deny');
  expect(verdict([allow(), deny({ Condition })])).toBe('explicit-deny');
});

test('an unknown policy variable is named and never allows', () => {
  const Resource = 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}*';
  expect(readStatements({ Statement: allow({ Resource }) }, 'Role')[0]?.unclear).toEqual([
    'the policy variable ${aws:PrincipalTag/team}',
  ]);
  expect(verdict(allow({ Resource }))).toBe('implicit-deny');
});

test.each([[undefined], [{}], [{ Statement: [null] }], [{ Statement: { Effect: 'Allow' } }]])(
  'a malformed policy %j is refused with its owner’s name',
  (document) => {
    expect(() => readStatements(document, 'TheRole')).toThrow(/TheRole.*malformed/);
  },
);
