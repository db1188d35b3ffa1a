import type { Place } from '../../assembly/place.ts';
import { partitionKeysOf } from '../../plan/partition-keys.ts';
import type { Input } from '../operation.ts';
import { described, describeTable, type TableDescription } from './describe-table.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { TableDesk } from './table-desk.ts';
import { tableNameOf } from './table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable =
  (engine: DynamoEngine, desk: TableDesk, place: Place) =>
  async ({ DeletionProtectionEnabled: protect, ...rest }: Input): Promise<unknown> => {
    const name = tableNameOf(rest);
    const { TableName } = rest;
    const left = Object.keys(rest).length > 1 || protect === undefined;
    const table = left
      ? ((await engine.perform('UpdateTable', rest)) as { TableDescription: TableDescription })
          .TableDescription
      : ((await describeTable(engine, desk, place)({ TableName })) as { Table: TableDescription }).Table;
    const kept = { ...desk.of(name), partitionKeys: partitionKeysOf({ ...table }) };
    await desk.set(name, {
      ...kept,
      ...(typeof protect === 'boolean' ? { deletionProtected: protect } : {}),
    });
    return { TableDescription: described(table, desk.of(name), place) };
  };
