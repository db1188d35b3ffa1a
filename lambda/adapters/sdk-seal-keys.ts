import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { type SealKeyItem, WATCH_LIST } from '../../contract/watch-list.ts';
import type { SealKeyFound, SealKeys } from '../flows/decoy-ports.ts';
import { awsRefusal, isDenial } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The seal key in the honeytokens table, through the SDK. */
export class SdkSealKeys implements SealKeys {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async find(): Promise<SealKeyFound> {
    const Key = marshall({
      [HONEYTOKENS.partitionKey]: WATCH_LIST.partition,
      [HONEYTOKENS.sortKey]: WATCH_LIST.sealKeyEntry,
    });
    try {
      const get = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
      const { Item } = await this.#client.send(get);
      return Item === undefined ? { kind: 'none' } : { kind: 'known', item: unmarshall(Item) as SealKeyItem };
    } catch (error) {
      const fault = awsRefusal('reading the seal key of the honeytokens', error);
      if (isDenial(error)) return { kind: 'denied', fault };
      throw fault;
    }
  }

  async add(item: SealKeyItem): Promise<void> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: marshall(item),
      ConditionExpression: 'attribute_not_exists(#sort)',
      ExpressionAttributeNames: { '#sort': HONEYTOKENS.sortKey },
    });
    await this.#client.send(put).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException))
        throw awsRefusal('writing the seal key of the honeytokens', error);
    });
  }
}
