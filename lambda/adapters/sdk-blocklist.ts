import { DeleteItemCommand, DynamoDBClient, PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { type BlockItem, WATCH_LIST } from '../../contract/watch-list.ts';
import type { Blocklist } from '../flows/decoy-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Blocks in the watch list's partition of the honeytokens table, through the SDK. The seal key beside them is not read. */
export class SdkBlocklist implements Blocklist {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async *all(): AsyncGenerator<BlockItem> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :watch AND begins_with(#sort, :block)',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey, '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: {
        ':watch': { S: WATCH_LIST.partition },
        ':block': { S: WATCH_LIST.blockPrefix },
      },
      ConsistentRead: true,
    };
    try {
      for await (const page of paginateQuery({ client: this.#client }, query))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as BlockItem);
    } catch (error) {
      throw awsRefusal('reading the blocklist', error);
    }
  }

  async put(item: BlockItem): Promise<void> {
    const put = new PutItemCommand({ TableName: this.#table, Item: marshall(item) });
    await this.#client.send(put).catch((error) => {
      throw awsRefusal('writing the block', error);
    });
  }

  async remove(range: string): Promise<BlockItem | undefined> {
    const Key = marshall({
      [HONEYTOKENS.partitionKey]: WATCH_LIST.partition,
      [HONEYTOKENS.sortKey]: `${WATCH_LIST.blockPrefix}${range}`,
    });
    const deletion = new DeleteItemCommand({ TableName: this.#table, Key, ReturnValues: 'ALL_OLD' });
    const { Attributes } = await this.#client.send(deletion).catch((error) => {
      throw awsRefusal('taking the block away', error);
    });
    return Attributes === undefined ? undefined : (unmarshall(Attributes) as BlockItem);
  }
}
