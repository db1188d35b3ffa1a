import type { Place } from '../../assembly/place.ts';
import { isObject } from '../../assembly/template.ts';
import { partitionKeysOf } from '../../plan/partition-keys.ts';
import type { Input } from '../operation.ts';
import { described, type TableDescription } from './describe-table.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { tableNameOf } from './table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable =
  (engine: DynamoEngine, desk: TableDesk, place: Place) =>
  async (input: Input): Promise<unknown> => {
    const { DeletionProtectionEnabled, SSESpecification } = input;
    const sse =
      isObject(SSESpecification) && SSESpecification['Enabled'] === true ? SSESpecification : undefined;
    const kmsKey = sse?.['KMSMasterKeyId'] ?? 'alias/aws/dynamodb';
    const name = tableNameOf(input);
    const { TableDescription } = (await engine.perform('CreateTable', input)) as {
      readonly TableDescription: TableDescription;
    };
    await desk.set(name, {
      deletionProtected: DeletionProtectionEnabled === true,
      pointInTimeRecovery: false,
      partitionKeys: partitionKeysOf(input),
      ...(sse === undefined ? {} : { kmsKey: String(kmsKey) }),
    });
    return { TableDescription: described(TableDescription, desk.of(name), place) };
  };
