import { DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKEN_ENTRIES, type TripItem } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { tripEntry, tripWindow } from '../domain/trip-window.ts';
import type { TripBook } from '../flows/decoy-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Sorts behind every moment. */
const LAST = `${HONEYTOKEN_ENTRIES.tripPrefix}~`;

/** Records of uses in the honeytokens table, through the SDK. */
export class SdkTripBook implements TripBook {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async *of(tokenId: string, since: Date): AsyncGenerator<TripItem> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :token AND #sort BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey, '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: { ':token': { S: tokenId }, ...between(since) },
      ScanIndexForward: false,
      ConsistentRead: true,
    };
    try {
      for await (const { Items = [] } of paginateQuery({ client: this.#client }, query))
        yield* Items.map(tripItem);
    } catch (error) {
      throw awsRefusal('reading the uses of the honeytoken', error);
    }
  }

  async *all(since: Date): AsyncGenerator<TripItem> {
    const scan = {
      TableName: this.#table,
      FilterExpression: '#sort BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: between(since),
      ConsistentRead: true,
    };
    try {
      for await (const { Items = [] } of paginateScan({ client: this.#client }, scan))
        yield* Items.map(tripItem);
    } catch (error) {
      throw awsRefusal('reading the uses of honeytokens', error);
    }
  }
}

const between = (since: Date) => ({ ':from': { S: tripEntry(tripWindow(since)) }, ':to': { S: LAST } });

/** DynamoDB's sets of texts come as a `Set`, in no order. */
function tripItem(item: Parameters<typeof unmarshall>[0]): TripItem {
  const { sources, ...rest } = unmarshall(item) as Omit<TripItem, 'sources'> & { sources?: Iterable<string> };
  return { ...rest, sources: [...(sources ?? [])].sort() };
}
