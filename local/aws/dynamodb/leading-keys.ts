import { isObject } from '../../assembly/template.ts';
import type { PartitionKeys } from '../../plan/partition-keys.ts';
import type { Context } from '../../policy/condition.ts';
import type { Input } from '../operation.ts';

/** Stands for a value that cannot be told: no policy names it. */
const UNKNOWN = '\0';

/**
 * Values of partition keys that a request names, as the condition key `dynamodb:LeadingKeys` has them
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html). A scan names none.
 */
export function leadingKeysOf(input: Input, keysOf: (table: string) => PartitionKeys): Context {
  const values = isObject(input['RequestItems'])
    ? Object.entries(input['RequestItems']).flatMap(([table, request]) =>
        itemsOf(request).map((item) => valueIn(item, keysOf(nameOf(table))[''])),
      )
    : valuesOf(input, keysOf(nameOf(String(input['TableName']))));
  return values.length === 0 ? {} : { 'dynamodb:leadingkeys': values };
}

function valuesOf(input: Input, keys: PartitionKeys): readonly string[] {
  const partition = keys[String(input['IndexName'] ?? '')];
  const item = input['Key'] ?? input['Item'];
  if (item !== undefined) return [valueIn(item, partition)];
  const { KeyConditionExpression, KeyConditions } = input;
  if (isObject(KeyConditions)) {
    const { AttributeValueList } = Object(KeyConditions[partition ?? UNKNOWN]);
    return [textOf(Array.isArray(AttributeValueList) ? AttributeValueList[0] : undefined)];
  }
  return typeof KeyConditionExpression === 'string' ? [asked(KeyConditionExpression, input, partition)] : [];
}

/** What a query's condition sets the partition key equal to. */
function asked(expression: string, input: Input, partition: string | undefined): string {
  const aliases: Readonly<Record<string, unknown>> = Object(input['ExpressionAttributeNames']);
  const values: Readonly<Record<string, unknown>> = Object(input['ExpressionAttributeValues']);
  const found = [...expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)].find(
    ([, name = '']) => (name.startsWith('#') ? aliases[name] : name) === partition,
  );
  return textOf(values[found?.[2] ?? '']);
}

/** Keys of a batch's reads, items and keys of its writes. */
function itemsOf(request: unknown): readonly unknown[] {
  if (!Array.isArray(request)) return listIn(Object(request), 'Keys');
  return request.map((one) => Object(one).PutRequest?.Item ?? Object(one).DeleteRequest?.Key);
}

const listIn = (from: Readonly<Record<string, unknown>>, name: string): readonly unknown[] => {
  const list = from[name];
  return Array.isArray(list) ? list : [];
};

const valueIn = (item: unknown, partition: string | undefined): string =>
  textOf(partition === undefined ? undefined : Object(item)[partition]);

/** `{ "S": "a" }` → `a`. */
const textOf = (value: unknown): string => {
  const [text] = isObject(value) ? Object.values(value) : [];
  return typeof text === 'string' ? text : UNKNOWN;
};

const nameOf = (table: string): string => table.replace(/^arn:.*:table\//, '');
