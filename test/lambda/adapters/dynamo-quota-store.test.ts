import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { awsConnection } from '../../../lambda/adapters/aws-connection.ts';
import { DynamoQuotaStore } from '../../../lambda/adapters/dynamo-quota-store.ts';
import { DYNAMODB, signedCall } from '../../../lambda/adapters/signed-call.ts';
import type { QuotaStore } from '../../../lambda/flows/ports.ts';
import { type DynaliteTables, QUOTAS_TABLE, startDynaliteTables } from '../../support/dynalite-tables.ts';
import { FakeQuotaStore } from '../../support/fake-quota-store.ts';

let tables: DynaliteTables;
beforeAll(async () => {
  tables = await startDynaliteTables();
});
afterAll(() => tables.close());

function dynamoStore(): QuotaStore {
  const call = signedCall(
    awsConnection({
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: tables.connection.endpoint,
    }),
    DYNAMODB,
  );
  return new DynamoQuotaStore(call, call, QUOTAS_TABLE);
}

describe.each([
  ['DynamoDB', dynamoStore],
  ['the fake', () => new FakeQuotaStore()],
] as const)('counters in %s', (name, make) => {
  const limits = { requests: 3, tokens: 100 };

  test('twenty at once take exactly what there is', async () => {
    const store = make();
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => store.take(`${name}#race`, { requests: 1 }, limits, 1)),
    );
    expect(taken.filter(Boolean)).toHaveLength(3);
  });

  test('one unit that has no room takes none of the others', async () => {
    const store = make();
    const counter = `${name}#both`;
    expect(await store.take(counter, { requests: 1, tokens: 90 }, limits, 1)).toBe(true);
    expect(await store.take(counter, { requests: 1, tokens: 11 }, limits, 1)).toBe(false);
    expect(await store.take(counter, { requests: 1, tokens: 10 }, limits, 1)).toBe(true);
    expect(await store.take(counter, { requests: 1 }, limits, 1)).toBe(true);
    expect(await store.take(counter, { requests: 1 }, limits, 1)).toBe(false);
  });

  test('more than the whole limit is never taken, not even from a counter that is not there yet', async () => {
    const store = make();
    expect(await store.take(`${name}#huge`, { tokens: 101 }, limits, 1)).toBe(false);
    expect(await store.take(`${name}#huge`, { tokens: 100 }, limits, 1)).toBe(true);
  });

  test('what is given back can be taken again, and a counter that is gone is not made anew', async () => {
    const store = make();
    const counter = `${name}#back`;
    await store.take(counter, { tokens: 100 }, limits, 1);
    await store.add(counter, { tokens: -40 });
    expect(await store.take(counter, { tokens: 41 }, limits, 1)).toBe(false);
    expect(await store.take(counter, { tokens: 40 }, limits, 1)).toBe(true);
    await store.add(`${name}#gone`, { tokens: -40 });
    expect(await store.take(`${name}#gone`, { tokens: 101 }, limits, 1)).toBe(false);
    expect(await store.markTold(`${name}#gone#never`, 'now')).toBe(false);
  });

  test('of many who would tell, one does', async () => {
    const store = make();
    const counter = `${name}#told`;
    await store.take(counter, { requests: 1 }, limits, 1);
    const told = await Promise.all([1, 2, 3].map(() => store.markTold(counter, 'now')));
    expect(told.filter(Boolean)).toHaveLength(1);
  });
});

test('a counter says when it may be deleted', async () => {
  await dynamoStore().take('expiring', { requests: 1 }, { requests: 1 }, 1_900_000_000);
  const get = new GetItemCommand({ TableName: QUOTAS_TABLE, Key: { counter: { S: 'expiring' } } });
  expect((await tables.client.send(get)).Item).toMatchObject({ expiresAt: { N: '1900000000' } });
});

test('a store that does not answer rejects', async () => {
  const call = () => Promise.reject(new Error('down'));
  await expect(new DynamoQuotaStore(call, call, 't').take('c', { requests: 1 }, {}, 1)).rejects.toThrow(
    'down',
  );
});
