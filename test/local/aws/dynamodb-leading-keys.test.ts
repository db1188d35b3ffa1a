import { expect, test } from '@jest/globals';
import { leadingKeysOf } from '../../../local/aws/dynamodb/leading-keys.ts';
import { partitionKeysOf } from '../../../local/plan/partition-keys.ts';

const schema = (...names: readonly string[]) =>
  names.map((AttributeName, n) => ({ AttributeName, KeyType: n === 0 ? 'HASH' : 'RANGE' }));
const KEYS = partitionKeysOf({
  KeySchema: schema('id', 'at'),
  GlobalSecondaryIndexes: [{ IndexName: 'byOwner', KeySchema: schema('owner', 'id') }],
  LocalSecondaryIndexes: [{ IndexName: 'byName', KeySchema: schema('id', 'name') }],
});
const TableName = 't';
const keysOf = (table: string) => (table === 't' ? KEYS : {});
const named = (input: Record<string, unknown>) => leadingKeysOf(input, keysOf)['dynamodb:leadingkeys'];
const item = { at: { N: '1' }, id: { S: 'a' } };
const query = (KeyConditionExpression: string, more: object = {}) => ({
  ...{ TableName, KeyConditionExpression },
  ExpressionAttributeNames: { '#id': 'id', '#at': 'at', '#o': 'owner' },
  ExpressionAttributeValues: { ':a': { S: 'a' }, ':b': { S: 'b' }, ':n': { N: '7' } },
  ...more,
});

test.each([
  ['a get, an update or a delete names that of its key', { TableName, Key: item }, ['a']],
  ['a put names that of its item', { TableName, Item: { ...item, owner: { S: 'me' } } }, ['a']],
  ['a table may be named by its ARN', { TableName: 'arn:aws:dynamodb:eu:1:table/t', Key: item }, ['a']],
  ['a query names the one it asks for', query('id = :a'), ['a']],
  ['by an alias too', query('#id=:b'), ['b']],
  ['and not that of the sort key', query('(#at = :n) AND (#id = :a)'), ['a']],
  [
    'a query of an index names the index’s own',
    query('#id = :b AND #o = :a', { IndexName: 'byOwner' }),
    ['a'],
  ],
  [
    'a local index has the table’s',
    query('id = :a AND begins_with(name, :b)', { IndexName: 'byName' }),
    ['a'],
  ],
  [
    'a query in the old form names it too',
    { TableName, KeyConditions: { id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } } },
    ['a'],
  ],
  [
    'a batch names every one',
    {
      RequestItems: {
        t: [{ PutRequest: { Item: item } }, { DeleteRequest: { Key: { ...item, id: { S: 'b' } } } }],
      },
    },
    ['a', 'b'],
  ],
  ['so does a batch of reads', { RequestItems: { t: { Keys: [item, item] } } }, ['a', 'a']],
  ['a number is its digits', query('owner = :n', { IndexName: 'byOwner' }), ['7']],
  ['a scan names none', { TableName }, undefined],
])('%s', (_what, input, values) => {
  expect(named(input)).toEqual(values);
});

test.each([
  ['of a table that is not known', { TableName: 'other', Key: item }],
  ['of an index that is not known', query('owner = :a', { IndexName: 'byNight' })],
  ['that a query leaves out', query('#at = :n')],
  ['that is no text', { TableName, Key: { id: { S: 7 } } }],
  ['in a batch of another table', { RequestItems: { other: { Keys: [item] } } }],
])(
  'a partition %s is one that no policy names: never none, which would let everything pass',
  (_what, input) => {
    expect(named(input)).toEqual(['\0']);
  },
);
