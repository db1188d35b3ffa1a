import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { PLACEMENTS, type PlacementItem } from '../../contract/placements.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { PlacementChanges, Placements } from '../flows/decoy-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';
import { writeMade } from './write-made.ts';

/** Placements in the honeytokens table, through the SDK; each write under a condition. */
export class SdkPlacements implements Placements {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async add(item: PlacementItem): Promise<void> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: 'attribute_not_exists(#sort)',
      ExpressionAttributeNames: { '#sort': HONEYTOKENS.sortKey },
    });
    await this.#client.send(put).catch(async (error: unknown) => {
      // The SDK repeats a put whose answer was lost; an id is drawn once, so what is there is what it wrote.
      if (
        error instanceof ConditionalCheckFailedException &&
        (await this.find(item.entry))?.state === item.state
      )
        return;
      throw awsRefusal('recording where the honeytoken is planted', error);
    });
  }

  async find(id: string): Promise<PlacementItem | undefined> {
    const get = new GetItemCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((error) => {
      throw awsRefusal('reading where the honeytoken is planted', error);
    });
    return Item === undefined ? undefined : (unmarshall(Item) as PlacementItem);
  }

  async *all(): AsyncGenerator<PlacementItem> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :placements',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey },
      ExpressionAttributeValues: { ':placements': { S: PLACEMENTS.partition } },
      ConsistentRead: true,
    };
    try {
      for await (const page of paginateQuery({ client: this.#client }, query))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as PlacementItem);
    } catch (error) {
      throw awsRefusal('listing the honeytokens', error);
    }
  }

  async change(read: PlacementItem, changes: PlacementChanges): Promise<boolean> {
    const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(read.entry),
      UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: '#state = :read',
      ExpressionAttributeNames: {
        '#state': 'state',
        ...Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: marshall({
        ':read': read.state,
        ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
      }),
    });
    return writeMade(this.#client.send(update), 'changing the record of the honeytoken', async () => {
      const now: Readonly<Record<string, unknown>> = { ...(await this.find(read.entry)) };
      return entries.every(([name, value]) => now[name] === value);
    });
  }

  discard(read: PlacementItem): Promise<boolean> {
    const deletion = new DeleteItemCommand({
      TableName: this.#table,
      Key: keyOf(read.entry),
      ConditionExpression: 'attribute_not_exists(#state) OR #state = :pending',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':pending': { S: 'pending' } },
    });
    return writeMade(
      this.#client.send(deletion),
      'taking away the record of the honeytoken',
      async () => false,
    );
  }
}

const keyOf = (id: string) =>
  marshall({ [HONEYTOKENS.partitionKey]: PLACEMENTS.partition, [HONEYTOKENS.sortKey]: id });
