import { isObject } from '../../assembly/template.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import { validationError } from './table-name.ts';

const FAILED = '#ConditionalCheckFailedException';

/**
 * `PutItem`, `UpdateItem` and `DeleteItem` with `ReturnValuesOnConditionCheckFailure`, which dynalite lacks. The item is read after the
 * refusal: another write may come between the two (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).
 */
export const conditionalWrite =
  (name: 'PutItem' | 'UpdateItem' | 'DeleteItem', engine: DynamoEngine) =>
  async ({ ReturnValuesOnConditionCheckFailure: wanted = 'NONE', ...input }: Input): Promise<unknown> => {
    if (wanted !== 'NONE' && wanted !== 'ALL_OLD')
      throw validationError(
        `1 validation error detected: Value '${String(wanted)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
      );
    if (wanted === 'NONE') return engine.perform(name, input);
    const { TableName, Key, Item } = structuredClone(input);
    try {
      return await engine.perform(name, input);
    } catch (error) {
      if (!(error instanceof AwsError) || !error.type.endsWith(FAILED)) throw error;
      const key = Key ?? (await keyOf(engine, TableName, Item));
      const old = await engine.perform('GetItem', { TableName, Key: key, ConsistentRead: true });
      const item = isObject(old) ? old['Item'] : undefined;
      if (item === undefined) throw error;
      throw new AwsError(error.type, error.message, error.status, { ...error.members, Item: item });
    }
  };

async function keyOf(engine: DynamoEngine, TableName: unknown, item: unknown): Promise<unknown> {
  const { Table } = (await engine.perform('DescribeTable', { TableName })) as {
    readonly Table: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
  };
  const attributes = isObject(item) ? item : {};
  return Object.fromEntries(Table.KeySchema.map(({ AttributeName: name }) => [name, attributes[name]]));
}
