import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DETECTION } from '../../contract/detection.ts';
import { TRIP_OUTBOX } from '../../contract/honeytokens.ts';
import { QUOTAS } from '../../contract/quota.ts';
import { AUDIT, HONEYTOKENS, KEYS } from '../../contract/tables.ts';
import type { OperatorConnection } from '../../lambda/adapters/operator-connection.ts';

type Dynalite = (options: { readonly createTableMs: number }) => Server;

/** The tables in an embedded DynamoDB that lives in memory and listens on loopback. */
export interface DynaliteTables {
  readonly connection: OperatorConnection;
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export const KEYS_TABLE = 'keys';
export const AUDIT_TABLE = 'audit';
export const QUOTAS_TABLE = 'quotas';

export const DETECTION_TABLE = 'detection';
export const HONEYTOKENS_TABLE = 'honeytokens';

/** Starts DynamoDB's stand-in with an empty keys, audit, quotas, detection and honeytokens table. */
export async function startDynaliteTables(): Promise<DynaliteTables> {
  const dynalite = createRequire(join(process.cwd(), 'package.json'))('dynalite') as Dynalite;
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connection = {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const client = new DynamoDBClient(connection);
  const { byKey } = AUDIT;
  await create(client, KEYS_TABLE, [KEYS.partitionKey], KEYS.byId.name, [KEYS.byId.partitionKey]);
  await create(client, AUDIT_TABLE, [AUDIT.partitionKey, AUDIT.sortKey], byKey.name, [
    byKey.partitionKey,
    byKey.sortKey,
  ]);
  await create(client, QUOTAS_TABLE, [QUOTAS.partitionKey]);
  await create(client, DETECTION_TABLE, [DETECTION.partitionKey, DETECTION.sortKey]);
  const { partitionKey, sortKey } = HONEYTOKENS;
  await create(client, HONEYTOKENS_TABLE, [partitionKey, sortKey], TRIP_OUTBOX.name, [
    TRIP_OUTBOX.partitionKey,
    TRIP_OUTBOX.sortKey,
  ]);
  return {
    connection,
    client,
    close: async () => {
      client.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function create(
  client: DynamoDBClient,
  TableName: string,
  key: readonly string[],
  IndexName?: string,
  indexKey: readonly string[] = [],
): Promise<void> {
  const schema = (names: readonly string[]): CreateTableCommandInput['KeySchema'] =>
    names.map((AttributeName, n) => ({ AttributeName, KeyType: n === 0 ? 'HASH' : 'RANGE' }));
  const names = [...new Set([...key, ...indexKey])];
  const index = IndexName && {
    IndexName,
    KeySchema: schema(indexKey),
    Projection: { ProjectionType: 'ALL' as const },
  };
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schema(key),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: index ? [index] : undefined,
    }),
  );
}
