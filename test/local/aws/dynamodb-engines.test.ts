import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { secondEngine, startSecondEngine } from '../support/second-engine.ts';
import { startSmall } from '../support/small-run.ts';
import { stateTemplate } from '../support/small-template.ts';

const binary = secondEngine();
const engines = {
  'the local run': async () => {
    const small = await startSmall(stateTemplate());
    return { endpoint: small.run.awsEndpoint, close: () => small.close() };
  },
  ...(binary === undefined ? {} : { 'the second engine': () => startSecondEngine(binary) }),
};
if (binary === undefined)
  test.skip('on the second engine: @dynoxide/linux-x64 is not installed, and DYNOXIDE names no binary', () =>
    undefined);

const TableName = 'suite';
const item = (id: string, owner: string, n = '1') => ({ id: { S: id }, owner: { S: owner }, n: { N: n } });

describe.each(Object.entries(engines))('on %s', (_, startEngine) => {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  let dynamo: DynamoDBClient;
  beforeAll(async () => {
    engine = await startEngine();
    dynamo = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
    });
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: ['id', 'owner'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byOwner',
            KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 10, minDelay: 0.05 }, { TableName });
  });
  afterAll(async () => {
    dynamo.destroy();
    await engine.close();
  });

  const read = async (id: string, ConsistentRead = false) =>
    (await dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead }))).Item;

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
  test('a consistent read sees the last write; an index cannot be read consistently', async () => {
    await dynamo.send(new PutItemCommand({ TableName, Item: item('1', 'me') }));
    expect(await read('1', true)).toEqual(item('1', 'me'));
    const query = (ConsistentRead: boolean) =>
      dynamo.send(
        new QueryCommand({
          TableName,
          IndexName: 'byOwner',
          ConsistentRead,
          KeyConditionExpression: '#o = :o',
          ExpressionAttributeNames: { '#o': 'owner' },
          ExpressionAttributeValues: { ':o': { S: 'me' } },
        }),
      );
    expect((await query(false)).Items).toEqual([item('1', 'me')]);
    await expect(query(true)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Consistent reads are not supported on global secondary indexes'),
    });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
  test('a refused condition gives back the item it was refused for, if asked to', async () => {
    await dynamo.send(new PutItemCommand({ TableName, Item: item('2', 'me') }));
    const condition = { ConditionExpression: 'n > :n', ExpressionAttributeValues: { ':n': { N: '9' } } };
    const old = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    const writes = (extra: object) => [
      new PutItemCommand({ TableName, Item: item('2', 'you'), ...condition, ...extra }),
      new DeleteItemCommand({ TableName, Key: { id: { S: '2' } }, ...condition, ...extra }),
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: '2' } },
        UpdateExpression: 'SET n = :n',
        ...condition,
        ...extra,
      }),
    ];
    for (const write of writes(old))
      await expect(dynamo.send(write as PutItemCommand)).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        Item: item('2', 'me'),
      });
    for (const write of writes({}))
      await expect(dynamo.send(write as PutItemCommand)).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        Item: undefined,
      });
    const absent = new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'absent' } },
      UpdateExpression: 'SET n = :n',
      ...condition,
      ...old,
    });
    await expect(dynamo.send(absent)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: undefined,
    });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
  test('a counter counts every one of many updates made at once', async () => {
    const add = () =>
      dynamo.send(
        new UpdateItemCommand({
          TableName,
          Key: { id: { S: 'counter' } },
          UpdateExpression: 'ADD n :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    await Promise.all(Array.from({ length: 20 }, add));
    expect((await read('counter', true))?.['n']).toEqual({ N: '20' });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
  test('batches write and read, and a page ends where its limit says', async () => {
    const ids = Array.from({ length: 5 }, (__, i) => `b${i}`);
    await dynamo.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: ids.map((id) => ({ PutRequest: { Item: item(id, 'batch') } })) },
      }),
    );
    const Keys = ids.map((id) => ({ id: { S: id } }));
    const { Responses } = await dynamo.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(5);
    const page = await dynamo.send(new ScanCommand({ TableName, Limit: 2 }));
    expect([page.Items?.length, typeof page.LastEvaluatedKey]).toEqual([2, 'object']);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
  test('time to live is switched on and described', async () => {
    const on = new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
    });
    expect((await dynamo.send(on)).TimeToLiveSpecification).toEqual({
      Enabled: true,
      AttributeName: 'expires',
    });
    const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  });
});
