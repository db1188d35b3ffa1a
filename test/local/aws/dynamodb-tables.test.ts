import {
  type AttributeValue,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { stateTemplate } from '../support/small-template.ts';

const HOUR = 3_600_000;
let small: SmallRun;
let dynamo: DynamoDBClient;
let table: { readonly TableName: string };
beforeEach(async () => {
  small = await startSmall(stateTemplate());
  dynamo = small.operator.dynamo;
  table = { TableName: small.run.outputs['TableName'] ?? '' };
});
afterEach(() => small.close());

const put = (id: string, expires?: AttributeValue) =>
  dynamo.send(
    new PutItemCommand({
      ...table,
      Item: {
        id: { S: id },
        owner: { S: 'me' },
        ...(expires === undefined ? {} : { expires }),
      },
    }),
  );
const has = async (id: string): Promise<boolean> =>
  (await dynamo.send(new GetItemCommand({ ...table, Key: { id: { S: id } } }))).Item !== undefined;
const seconds = (ms: number): AttributeValue => ({ N: String(Math.floor((small.clock.now() + ms) / 1000)) });

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
test('expired items stay readable for hours and are gone, from indexes too, within two days', async () => {
  await put('expires', seconds(HOUR));
  await put('stays', seconds(30 * 24 * HOUR));
  await put('never');
  await put('no number', { S: '1' });
  await put('too long ago', seconds(-6 * 365 * 24 * HOUR));
  await small.clock.advance(2 * HOUR);
  expect(await has('expires')).toBe(true);
  await small.clock.advance(48 * HOUR);
  expect(await has('expires')).toBe(false);
  for (const id of ['stays', 'never', 'no number', 'too long ago'])
    expect([id, await has(id)]).toEqual([id, true]);
  const { Count } = await dynamo.send(
    new QueryCommand({
      ...table,
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'me' } },
    }),
  );
  expect(Count).toBe(4);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
test('a table without time to live keeps its items; it can be changed once an hour only', async () => {
  const set = (Enabled: boolean, AttributeName = 'expires') =>
    dynamo.send(
      new UpdateTimeToLiveCommand({ ...table, TimeToLiveSpecification: { Enabled, AttributeName } }),
    );
  await expect(set(true)).rejects.toThrow('already enabled');
  await expect(set(true, 'other')).rejects.toThrow('different AttributeName');
  await set(false);
  await expect(set(true)).rejects.toThrow('multiple times within a fixed interval');
  await put('expired', seconds(-HOUR));
  await small.clock.advance(48 * HOUR);
  expect(await has('expired')).toBe(true);
  await expect(set(false)).rejects.toThrow('already disabled');
  await set(true);
  expect((await dynamo.send(new DescribeTimeToLiveCommand(table))).TimeToLiveDescription).toMatchObject({
    TimeToLiveStatus: 'ENABLED',
  });
  await small.clock.advance(48 * HOUR);
  expect(await has('expired')).toBe(false);
});

test('in the middle of a long way of the clock expired items are gone within two days as well', async () => {
  await put('midway', seconds(30 * 24 * HOUR));
  let there: boolean | undefined;
  small.clock.at(small.clock.now() + 32 * 24 * HOUR + 1, async () => {
    there = await has('midway');
  });
  await small.clock.advance(91 * 24 * HOUR);
  expect(there).toBe(false);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection
test('a protected table is not deleted until its protection is taken away', async () => {
  await expect(dynamo.send(new DeleteTableCommand(table))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('protected against deletion'),
  });
  const { TableDescription } = await dynamo.send(
    new UpdateTableCommand({ ...table, DeletionProtectionEnabled: false }),
  );
  expect(TableDescription).toMatchObject({ DeletionProtectionEnabled: false, TableStatus: 'ACTIVE' });
  await dynamo.send(new DeleteTableCommand(table));
  await expect(dynamo.send(new DescribeTableCommand(table))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
test('a table is described with its protection and its key', async () => {
  expect((await dynamo.send(new DescribeTableCommand(table))).Table).toMatchObject({
    DeletionProtectionEnabled: true,
    SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: small.run.outputs['KeyArn'] },
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
test('point-in-time recovery is described as the template and later calls set it', async () => {
  const start = new Date(small.clock.now());
  const describe = async () =>
    (await dynamo.send(new DescribeContinuousBackupsCommand(table))).ContinuousBackupsDescription
      ?.PointInTimeRecoveryDescription;
  await small.clock.advance(24 * HOUR);
  expect(await describe()).toEqual({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 35,
    EarliestRestorableDateTime: start,
    LatestRestorableDateTime: new Date(small.clock.now() - 5 * 60_000),
  });
  await dynamo.send(
    new UpdateContinuousBackupsCommand({
      ...table,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  );
  expect(await describe()).toEqual({ PointInTimeRecoveryStatus: 'DISABLED' });
  await expect(
    dynamo.send(new DescribeContinuousBackupsCommand({ TableName: 'none' })),
  ).rejects.toMatchObject({
    name: 'TableNotFoundException',
  });
});
