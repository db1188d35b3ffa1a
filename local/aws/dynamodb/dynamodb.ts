import { arn, type Place } from '../../assembly/place.ts';
import type { Input, JsonService, Operation } from '../operation.ts';
import { attributesOf } from './attributes-of.ts';
import { conditionalWrite } from './conditional-write.ts';
import { describeContinuousBackups, updateContinuousBackups } from './continuous-backups.ts';
import { createTable } from './create-table.ts';
import { deleteTable } from './delete-table.ts';
import { describeTable } from './describe-table.ts';
import { describeTimeToLive } from './describe-time-to-live.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import { leadingKeysOf } from './leading-keys.ts';
import type { TableDesk } from './table-desk.ts';
import { updateTable } from './update-table.ts';
import { updateTimeToLive } from './update-time-to-live.ts';

/** What dynalite does by itself. Transactions and streams are unknown operations here. */
const BY_ENGINE = [
  ...['BatchGetItem', 'BatchWriteItem', 'GetItem', 'Query', 'Scan', 'ListTables'],
  ...['TagResource', 'UntagResource', 'ListTagsOfResource'],
];

export function dynamoDb(engine: DynamoEngine, desk: TableDesk, place: Place): JsonService {
  const runs: Readonly<Record<string, (input: Input) => Promise<unknown>>> = {
    ...Object.fromEntries(BY_ENGINE.map((name) => [name, (input: Input) => engine.perform(name, input)])),
    PutItem: conditionalWrite('PutItem', engine),
    UpdateItem: conditionalWrite('UpdateItem', engine),
    DeleteItem: conditionalWrite('DeleteItem', engine),
    CreateTable: createTable(engine, desk, place),
    DescribeTable: describeTable(engine, desk, place),
    UpdateTable: updateTable(engine, desk, place),
    DeleteTable: deleteTable(engine, desk),
    DescribeTimeToLive: describeTimeToLive(engine, desk),
    UpdateTimeToLive: updateTimeToLive(engine, desk),
    DescribeContinuousBackups: describeContinuousBackups(engine, desk),
    UpdateContinuousBackups: updateContinuousBackups(engine, desk),
  };
  const context = (input: Input) => ({
    ...attributesOf(input),
    ...leadingKeysOf(input, (table) => desk.of(table).partitionKeys ?? {}),
  });
  const operations = Object.entries(runs).map(([name, run]): [string, Operation] => [
    name,
    { action: `dynamodb:${name}`, resources: (input) => tablesOf(input, place), context, run },
  ]);
  return { protocol: 'json', operations: Object.fromEntries(operations) };
}

function tablesOf(input: Input, place: Place): readonly string[] {
  const { TableName, IndexName, RequestItems, ResourceArn } = input;
  if (typeof ResourceArn === 'string') return [ResourceArn];
  const names =
    typeof RequestItems === 'object' && RequestItems !== null
      ? Object.keys(RequestItems)
      : typeof TableName === 'string'
        ? [TableName]
        : [];
  const index = typeof IndexName === 'string' ? `/index/${IndexName}` : '';
  const arns = names.map(
    (table) => (table.startsWith('arn:') ? table : arn(place, 'dynamodb', `table/${table}`)) + index,
  );
  return arns.length > 0 ? arns : ['*'];
}
