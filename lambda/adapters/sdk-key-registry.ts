import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { KEYS, type KeyItem } from '../../contract/tables.ts';
import type { KeyChanges, KeyRegistry } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { keyUpdate } from './key-update.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';
import { writeMade } from './write-made.ts';

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
      if (error instanceof ConditionalCheckFailedException && (await this.find(item.keyHash))?.id === item.id)
        return;
      throw awsRefusal('writing the key record', error);
    }
  }

  async find(keyHash: string): Promise<KeyItem | undefined> {
    const get = new GetItemCommand({
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: keyHash } },
      ConsistentRead: true,
    });
    const { Item } = await this.#client.send(get).catch((error) => {
      throw awsRefusal('reading the key record', error);
    });
    return Item === undefined ? undefined : (unmarshall(Item) as KeyItem);
  }

  async allOf(id: string): Promise<readonly KeyItem[]> {
    const query = {
      TableName: this.#table,
      IndexName: KEYS.byId.name,
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': KEYS.byId.partitionKey },
      ExpressionAttributeValues: { ':id': { S: id } },
    };
    const items: KeyItem[] = [];
    try {
      for await (const page of paginateQuery({ client: this.#client }, query))
        items.push(...(page.Items ?? []).map((item) => unmarshall(item) as KeyItem));
    } catch (error) {
      throw awsRefusal('reading the key records', error);
    }
    return items;
  }

  async *all(afterHash?: string): AsyncGenerator<KeyItem> {
    const ExclusiveStartKey = afterHash === undefined ? undefined : { [KEYS.partitionKey]: { S: afterHash } };
    const scan = { TableName: this.#table, ExclusiveStartKey, ConsistentRead: true };
    try {
      for await (const page of paginateScan({ client: this.#client }, scan))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as KeyItem);
    } catch (error) {
      throw awsRefusal('listing the key records', error);
    }
  }

  change(read: KeyItem, changes: KeyChanges): Promise<boolean> {
    const update = new UpdateItemCommand({ TableName: this.#table, ...keyUpdate(read, changes) });
    return writeMade(this.#client.send(update), 'changing the key record', async () =>
      holds(await this.find(read.keyHash), read, changes),
    );
  }

  discard(read: KeyItem): Promise<boolean> {
    const deletion = new DeleteItemCommand({
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: read.keyHash } },
      ConditionExpression: 'attribute_not_exists(#hash) OR #state = :pending',
      ExpressionAttributeNames: { '#hash': KEYS.partitionKey, '#state': 'state' },
      ExpressionAttributeValues: { ':pending': { S: 'pending' } },
    });
    return writeMade(this.#client.send(deletion), 'taking away the key record', async () => false);
  }
}

/** Whether a record is what this change, and one change only, made of it. */
function holds(now: KeyItem | undefined, read: KeyItem, changes: KeyChanges): boolean {
  if (now === undefined || now.version !== (read.version ?? 0) + 1) return false;
  const fields: Readonly<Record<string, unknown>> = { ...now };
  return Object.entries(changes).every(
    ([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(value),
  );
}
