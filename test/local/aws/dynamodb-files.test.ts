import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createTables } from '../../../local/aws/dynamodb/create-tables.ts';
import { DynamoEngine } from '../../../local/aws/dynamodb/dynamo-engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TableName = 'items';
const TABLE = {
  logicalId: 'Items',
  name: TableName,
  create: {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
  settings: { deletionProtected: false, pointInTimeRecovery: false },
};
const BYTES = 200_000;

let folder: ReturnType<typeof temporaryFolder>;
let engine: DynamoEngine;
afterEach(async () => {
  await engine.close();
  folder.remove();
});

const megabytes = (): number =>
  readdirSync(folder.path).reduce((sum, file) => sum + statSync(join(folder.path, file)).size, 0) / 1_000_000;

test.each([
  ['a scan', 'Scan', {}],
  ['a scan that stops at its limit', 'Scan', { Limit: 1 }],
  [
    'a query',
    'Query',
    { KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: '1' } } },
  ],
])('the files that %s has read go when what they hold is overwritten', async (_, operation, input) => {
  folder = temporaryFolder();
  engine = new DynamoEngine(folder.path, 'us-east-1', '000000000000');
  await createTables(engine, [TABLE]);
  for (let n = 0; n < 200; n += 1) {
    const Item = { id: { S: String(n % 4) }, text: { S: randomBytes(BYTES / 2).toString('hex') } };
    await engine.perform('PutItem', { TableName, Item });
    await engine.perform(operation, { TableName, ...input });
  }
  expect(megabytes()).toBeLessThan(25); // 40 were written, and the last of each key is there
});
