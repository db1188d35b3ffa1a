import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { PageItem } from '../../contract/honeytokens.ts';
import type { PageBook } from '../flows/response/response-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';
import { pageKey, pageWrite } from './page-write.ts';

/** What people were told about each honeytoken, through the SDK. */
export class SdkPageBook implements PageBook {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async last(tokenId: string): Promise<PageItem | undefined> {
    const Key = pageKey(tokenId);
    const get = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((error) => {
      throw awsRefusal('reading what was told of the honeytoken', error);
    });
    return Item === undefined ? undefined : (unmarshall(Item) as PageItem);
  }

  async replace(last: PageItem | undefined, next: PageItem): Promise<boolean> {
    try {
      await this.#client.send(new PutItemCommand({ TableName: this.#table, ...pageWrite(last, next) }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException))
        throw awsRefusal('noting that the honeytoken was reset', error);
      // The SDK repeats a put whose answer was lost; the repetition then meets what the first made.
      return (await this.last(next.tokenId))?.pageId === next.pageId;
    }
  }
}
