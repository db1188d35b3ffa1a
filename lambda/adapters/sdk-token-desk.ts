import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { MINTED, type MintedItem } from '../../contract/token-tables.ts';
import type { TokenDesk } from '../flows/token-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The table of minted tokens through the SDK. */
export class SdkTokenDesk implements TokenDesk {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async find(jti: string): Promise<MintedItem | undefined> {
    const get = new GetItemCommand({ TableName: this.#table, Key: this.#key(jti), ConsistentRead: true });
    const { Item } = await this.#client.send(get).catch((error) => {
      throw awsRefusal('reading the token’s record', error);
    });
    return Item === undefined ? undefined : (unmarshall(Item) as MintedItem);
  }

  async *ofKey(keyId: string): AsyncGenerator<MintedItem> {
    const query = {
      TableName: this.#table,
      IndexName: MINTED.byKey.name,
      KeyConditionExpression: '#key = :key',
      ExpressionAttributeNames: { '#key': MINTED.byKey.partitionKey },
      ExpressionAttributeValues: { ':key': { S: keyId } },
      ScanIndexForward: false,
    };
    try {
      for await (const page of paginateQuery({ client: this.#client }, query))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as MintedItem);
    } catch (error) {
      throw awsRefusal('listing the tokens', error);
    }
  }

  async revoke(jti: string, at: Date): Promise<boolean> {
    const update = new UpdateItemCommand({
      TableName: this.#table,
      Key: this.#key(jti),
      UpdateExpression: 'SET #revoked = :at',
      ConditionExpression: 'attribute_exists(#jti) AND attribute_not_exists(#revoked)',
      ExpressionAttributeNames: { '#jti': MINTED.partitionKey, '#revoked': 'revokedAt' },
      ExpressionAttributeValues: { ':at': { S: at.toISOString() } },
    });
    try {
      await this.#client.send(update);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw awsRefusal('revoking the token', error);
    }
  }

  #key(jti: string) {
    return { [MINTED.partitionKey]: { S: jti } };
  }
}
