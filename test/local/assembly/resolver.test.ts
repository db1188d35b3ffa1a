// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { expect, test } from '@jest/globals';
import { Resolver } from '../../../local/assembly/resolver.ts';
import type { Json, Template } from '../../../local/assembly/template.ts';

const place = { stackName: 'Stack', region: 'eu-central-1', accountId: '000000000000' };
const template: Template = {
  Parameters: { Size: { Default: '3' }, Missing: {} },
  Mappings: { Sizes: { small: { memory: 128 } } },
  Conditions: {
    Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
    Elsewhere: { 'Fn::Not': [{ Condition: 'Here' }] },
    Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'Elsewhere' }] },
    Either: { 'Fn::Or': [{ Condition: 'Here' }, { Condition: 'Elsewhere' }] },
  },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table' },
    Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': 'keys-${AWS::Region}' } } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'a/b' } },
    Gone: { Type: 'AWS::DynamoDB::Table', Condition: 'Elsewhere' },
    Odd: { Type: 'Some::New::Thing' },
  },
};
const resolve = (value: Json): Json => new Resolver(template, place).resolve(value);

test.each<[string, Json, Json]>([
  ['Ref of a parameter', { Ref: 'Size' }, '3'],
  ['Ref of a named resource', { Ref: 'Named' }, 'keys-eu-central-1'],
  [
    'Fn::GetAtt as a list',
    { 'Fn::GetAtt': ['Named', 'Arn'] },
    'arn:aws:dynamodb:eu-central-1:000000000000:table/keys-eu-central-1',
  ],
  [
    'Fn::GetAtt as text',
    { 'Fn::GetAtt': 'Named.Arn' },
    'arn:aws:dynamodb:eu-central-1:000000000000:table/keys-eu-central-1',
  ],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Size' }, 1]] }, 'a-3-1'],
  [
    'Fn::Sub with its own variables',
    { 'Fn::Sub': ['${own}/${!literal}/${Named}', { own: { Ref: 'Size' } }] },
    '3/${literal}/keys-eu-central-1',
  ],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['Fn::If', { 'Fn::If': ['Here', 'yes', 'no'] }, 'yes'],
  ['Fn::If of Fn::And', { 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  ['Fn::If of Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  [
    'AWS::NoValue in an object',
    { a: 1, b: { 'Fn::If': ['Elsewhere', 1, { Ref: 'AWS::NoValue' }] } },
    { a: 1 },
  ],
  ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }], [1]],
  ['Fn::Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
])('%s resolves as CloudFormation would', (_, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test('a resource whose condition does not hold does not stand', () => {
  expect(new Resolver(template, place).standing()).not.toContain('Gone');
});

test('names and ARNs are the same in every run and differ between logical ids', () => {
  const ids = (): readonly string[] =>
    ['Table', 'Secret', 'Odd'].map((id) => new Resolver(template, place).identity(id).ref);
  expect(ids()).toEqual(ids());
  expect(new Set(ids()).size).toBe(3);
});

test('a secret’s ARN ends in its name and six characters', () => {
  expect(resolve({ Ref: 'Secret' })).toMatch(
    /^arn:aws:secretsmanager:eu-central-1:000000000000:secret:a\/b-[A-Za-z0-9]{6}$/,
  );
});

test.each<[string, Json, RegExp]>([
  ['a parameter without default', { Ref: 'Missing' }, /Missing has no default/],
  ['a reference to nothing', { Ref: 'Nobody' }, /Nobody/],
  ['an unknown function', { 'Fn::ImportValue': 'x' }, /Fn::ImportValue/],
])('%s is an error that names it', (_, value, message) => {
  expect(() => resolve(value)).toThrow(message);
});
