import { expect, test } from '@jest/globals';
import { attributesOf } from '../../../local/aws/dynamodb/attributes-of.ts';

test.each([
  ['a get names its key', { Key: { id: { S: 'a' } } }, ['id']],
  ['a put names all it writes', { Item: { id: { S: 'a' }, note: { S: 'b' } } }, ['id', 'note']],
  [
    'an update names what its expressions do, by alias or not, and no word of their language',
    {
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET #a = if_not_exists(b, :zero), c.d = :c REMOVE e[0]',
      ConditionExpression: 'attribute_exists(f) AND NOT size(#a) IN (:x, :y)',
      ExpressionAttributeNames: { '#a': 'alpha' },
    },
    ['id', 'alpha', 'b', 'c', 'e', 'f'],
  ],
])('%s', (_name, input, names) => {
  expect([...(attributesOf(input)['dynamodb:attributes'] ?? [])].sort()).toEqual([...names].sort());
});

test('a request that names none has no such key', () => {
  expect(attributesOf({ TableName: 't' })).toEqual({});
});
