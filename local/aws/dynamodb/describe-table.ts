import { arn, type Place } from '../../assembly/place.ts';
import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import type { KeptSettings, TableDesk } from './table-desk.ts';

export type TableDescription = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable =
  (engine: DynamoEngine, desk: TableDesk, place: Place) =>
  async (input: Input): Promise<unknown> => {
    const { Table } = (await engine.perform('DescribeTable', input)) as { readonly Table: TableDescription };
    return { Table: described(Table, desk.of(String(Table['TableName'])), place) };
  };

/** Adds what dynalite does not know of a table. */
export function described(table: TableDescription, settings: KeptSettings, place: Place): TableDescription {
  const { kmsKey } = settings;
  return {
    ...table,
    DeletionProtectionEnabled: settings.deletionProtected,
    ...(kmsKey === undefined
      ? {}
      : { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: keyArn(kmsKey, place) } }),
  };
}

const keyArn = (key: string, place: Place): string =>
  key.startsWith('arn:') ? key : arn(place, 'kms', key.startsWith('alias/') ? key : `key/${key}`);
