import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { KEYS, type KeyItem, type KeyState } from '../../contract/tables.ts';
import type { KeyRegistry } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The keys table through the SDK, one item at a time, each write under a condition. */
export class SdkKeyRegistry implements KeyRegistry {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async add(item: KeyItem): Promise<void> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: 'attribute_not_exists(#hash)',
      ExpressionAttributeNames: { '#hash': KEYS.partitionKey },
    });
    try {
      await this.#client.send(put);
    } catch (error) {
      // The SDK repeats a put whose answer was lost; the repetition then meets the record of the first.
      if (error instanceof ConditionalCheckFailedException && (await this.#holds(item))) return;
      throw awsRefusal('writing the key record', error);
    }
  }

  async findById(id: string): Promise<KeyItem | undefined> {
    const query = new QueryCommand({
      TableName: this.#table,
      IndexName: KEYS.byId.name,
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': KEYS.byId.partitionKey },
      ExpressionAttributeValues: { ':id': { S: id } },
      Limit: 1,
    });
    const answer = await this.#client.send(query).catch((error) => {
      throw awsRefusal('reading the key record', error);
    });
    const [item] = answer.Items ?? [];
    return item === undefined ? undefined : (unmarshall(item) as KeyItem);
  }

  async *all(afterHash?: string): AsyncGenerator<KeyItem> {
    const ExclusiveStartKey = afterHash === undefined ? undefined : { [KEYS.partitionKey]: { S: afterHash } };
    try {
      for await (const page of paginateScan(
        { client: this.#client },
        { TableName: this.#table, ExclusiveStartKey },
      ))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as KeyItem);
    } catch (error) {
      throw awsRefusal('listing the key records', error);
    }
  }

  async setState(
    key: Pick<KeyItem, 'keyHash' | 'id'>,
    from: readonly KeyState[],
    to: KeyState,
  ): Promise<boolean> {
    const allowed = from.map((state, n) => [`:from${n}`, { S: state }] as const);
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: key.keyHash } },
      UpdateExpression: 'SET #state = :to',
      ConditionExpression: `#id = :id AND #state IN (${allowed.map(([name]) => name).join(', ')})`,
      ExpressionAttributeNames: { '#state': 'state', '#id': 'id' },
      ExpressionAttributeValues: { ':to': { S: to }, ':id': { S: key.id }, ...Object.fromEntries(allowed) },
    });
    try {
      await this.#client.send(update);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw awsRefusal('changing the state of the key', error);
    }
  }

  async #holds(item: KeyItem): Promise<boolean> {
    const get = new GetItemCommand({
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: item.keyHash } },
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get);
    return Item?.['id']?.S === item.id;
  }
}
