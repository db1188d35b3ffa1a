import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clients } from '../support/clients.ts';
import { type FixtureRun, startFixture } from '../support/fixture-run.ts';

let fixture: FixtureRun;
let dynamo: DynamoDBClient;
let TableName: string;
beforeAll(async () => {
  fixture = await startFixture();
  dynamo = clients(fixture.run).dynamo;
  TableName = fixture.run.outputs['TableName'] ?? '';
});
afterAll(() => fixture.close());

const item = (id: string, owner: string) => ({ id: { S: id }, owner: { S: owner } });

test('tables have the keys, indexes and ARN that the template gives them', async () => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byOwner', IndexStatus: 'ACTIVE' }],
  });
});

test('an item is read back, and found through an index', async () => {
  await dynamo.send(new PutItemCommand({ TableName, Item: item('1', 'me') }));
  expect((await dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: '1' } } }))).Item).toEqual(
    item('1', 'me'),
  );
  const found = await dynamo.send(
    new QueryCommand({
      TableName,
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'me' } },
    }),
  );
  expect(found.Items).toEqual([item('1', 'me')]);
});

test('a condition that does not hold is refused as DynamoDB refuses it', async () => {
  const put = () =>
    dynamo.send(
      new PutItemCommand({
        TableName,
        Item: item('2', 'me'),
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('a table that does not exist is ResourceNotFoundException', async () => {
  await expect(
    dynamo.send(new GetItemCommand({ TableName: 'none', Key: { id: { S: '1' } } })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
