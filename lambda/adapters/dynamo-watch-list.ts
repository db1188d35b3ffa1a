import { unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { type BlockItem, type SealKeyItem, WATCH_LIST } from '../../contract/watch-list.ts';
import { type WatchList, watchList } from '../domain/watch-list.ts';
import type { WatchListSource } from '../flows/honeytoken-ports.ts';
import type { SignedCall } from './signed-call.ts';

type Marshalled = Parameters<typeof unmarshall>[0];

/** The whole partition of the watch list, strongly consistent, page by page. */
export class DynamoWatchList implements WatchListSource {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async read(): Promise<WatchList> {
    const items: (BlockItem | SealKeyItem)[] = [];
    let from: unknown;
    do {
      const page = (await this.#call('Query', this.#query(from))) as {
        readonly Items?: readonly Marshalled[];
        readonly LastEvaluatedKey?: unknown;
      };
      items.push(...(page.Items ?? []).map((item) => unmarshall(item) as BlockItem | SealKeyItem));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    const sealKey = items.find((item) => 'sealKey' in item)?.sealKey;
    return watchList(
      sealKey,
      items.filter((item) => 'range' in item),
    );
  }

  #query(from: unknown): object {
    return {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :watch',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey },
      ExpressionAttributeValues: { ':watch': { S: WATCH_LIST.partition } },
      ConsistentRead: true,
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    };
  }
}
