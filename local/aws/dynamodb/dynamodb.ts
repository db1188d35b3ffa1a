import { arn, type Place } from '../../assembly/place.ts';
import type { Input, JsonService, Operation } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';

/** What dynalite can do. Transactions, streams and changes of TTL or backups are unknown operations here. */
const OPERATIONS = [
  ...['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'],
  ...['CreateTable', 'DescribeTable', 'UpdateTable', 'DeleteTable', 'ListTables', 'DescribeTimeToLive'],
  ...['TagResource', 'UntagResource', 'ListTagsOfResource'],
];

export const dynamoDb = (engine: DynamoEngine, place: Place): JsonService => ({
  protocol: 'json',
  operations: Object.fromEntries(OPERATIONS.map((name) => [name, passThrough(name, engine, place)])),
});

const passThrough = (name: string, engine: DynamoEngine, place: Place): Operation => ({
  action: `dynamodb:${name}`,
  resources: (input) => tablesOf(input, place),
  run: (input) => engine.perform(name, input),
});

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
