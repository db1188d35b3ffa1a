import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkAuditSearch } from '../../../lambda/adapters/sdk-audit-search.ts';
import { auditSearchSuite } from '../../support/audit-search-suite.ts';
import { AUDIT_TABLE, type DynaliteTables, startDynaliteTables } from '../../support/dynalite-tables.ts';

let tables: DynaliteTables;
beforeAll(async () => {
  tables = await startDynaliteTables();
});
afterAll(() => tables.close());

auditSearchSuite(async (items) => {
  for (const item of items)
    await tables.client.send(
      new PutItemCommand({ TableName: AUDIT_TABLE, Item: marshall(item, { removeUndefinedValues: true }) }),
    );
  return new SdkAuditSearch(tables.connection, AUDIT_TABLE);
});

test('a search queries and never scans', async () => {
  const aws = mockClient(DynamoDBClient);
  aws.on(QueryCommand).resolves({ Items: [] });
  const search = new SdkAuditSearch({ region: 'eu-central-1' }, 't');
  const query = {
    partition: { of: 'hour', value: 'p' },
    from: 'a',
    to: 'b',
    match: { client: 'acme' },
  } as const;
  for await (const item of search.newestFirst(query)) expect(item).toBeUndefined();
  expect(aws.calls().map((call) => call.args[0].constructor.name)).toEqual(['QueryCommand']);
  aws.restore();
});
