import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DynamoAuditPartitions } from '../../../lambda/adapters/dynamo-audit-partitions.ts';
import type { EntryRange } from '../../../lambda/domain/chain/entry-range.ts';
import { AUDIT_TABLE, type DynaliteTables, startDynaliteTables } from '../../support/dynalite-tables.ts';
import { FakePartitions, sealable } from '../../support/fake-chain.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const hourShard = '2026-11-23T12#05';

let tables: DynaliteTables;
const fake = new FakePartitions();
beforeAll(async () => {
  tables = await startDynaliteTables();
  for (let n = 0; n < 30; n += 1) {
    const at = new Date(NOON + n * 60_000);
    const item = sealable(`call-${n}`, at, { hourShard, note: 'x'.repeat(100_000) });
    fake.add(item);
    await tables.client.send(
      new PutItemCommand({ TableName: AUDIT_TABLE, Item: marshall(item, { removeUndefinedValues: true }) }),
    );
  }
});
afterAll(() => tables.close());

const ranges: readonly EntryRange[] = [
  { hourShard, from: '\u0001' },
  { hourShard, from: '2026-11-23T12:05:00.000Z', before: '2026-11-23T12:10:00.000Z' },
  { hourShard, from: '2026-11-23T12:25:00.000Z' },
  { hourShard: '2026-11-23T12#06', from: '\u0001' },
];

test.each(ranges)(
  '%j holds the same records in the table as in memory, over any number of pages',
  async (range) => {
    const table = new DynamoAuditPartitions(tables.connection, AUDIT_TABLE);
    const [found, expected]: unknown[][] = [[], []];
    for await (const record of table.records(range)) found?.push(record);
    for await (const record of fake.records(range)) expected?.push(record);
    expect(found).toEqual(expected);
    if (range.before === undefined) expect(await table.count(range)).toBe(expected?.length);
  },
);
