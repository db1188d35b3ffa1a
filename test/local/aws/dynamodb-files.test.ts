import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { DynamoEngine } from '../../../local/aws/dynamodb/dynamo-engine.ts';

const TableName = 'items';
const BYTES = 200_000;

let folder: string;
let engine: DynamoEngine;
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const megabytes = (): number =>
  readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1_000_000;

test.each([
  ['a scan', 'Scan', {}],
  ['a scan that stops at its limit', 'Scan', { Limit: 1 }],
  [
    'a query',
    'Query',
    { KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: '1' } } },
  ],
])('the files that %s has read go when what they hold is overwritten', async (_, operation, input) => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-dynamo-'));
  engine = new DynamoEngine(folder, 'us-east-1', '000000000000');
  await engine.perform('CreateTable', {
    TableName,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  while (!JSON.stringify(await engine.perform('DescribeTable', { TableName })).includes('"ACTIVE"'))
    await pause(1);
  for (let n = 0; n < 200; n += 1) {
    const Item = { id: { S: String(n % 4) }, text: { S: randomBytes(BYTES / 2).toString('hex') } };
    await engine.perform('PutItem', { TableName, Item });
    await engine.perform(operation, { TableName, ...input });
  }
  expect(megabytes()).toBeLessThan(25); // 40 were written, and the last of each key is there
});
