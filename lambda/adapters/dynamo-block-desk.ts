import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { type BlockItem, WATCH_LIST } from '../../contract/watch-list.ts';
import type { BlockInForce } from '../domain/response/plan-wall.ts';
import { RESPONDER } from '../domain/response/responder.ts';
import type { BlockDesk } from '../flows/response/response-ports.ts';
import { allPages } from './all-pages.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/** Longer than an hour's count is needed. */
const COUNT_SECONDS = 86_400;

/** The blocklist's items, and the set of ranges that each hour's cap counts. */
export class DynamoBlockDesk implements BlockDesk {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  take(range: string, hour: string, max: number): Promise<boolean> {
    const expiresAt = Math.floor(Date.parse(`${hour}:00:00.000Z`) / 1_000) + COUNT_SECONDS;
    return this.#unless('UpdateItem', {
      Key: marshall({ [HONEYTOKENS.partitionKey]: RESPONDER, [HONEYTOKENS.sortKey]: `blocks#${hour}` }),
      UpdateExpression: 'SET expiresAt = :expiresAt ADD ranges :ranges',
      ConditionExpression: 'attribute_not_exists(ranges) OR contains(ranges, :range) OR size(ranges) < :max',
      ExpressionAttributeValues: {
        ...marshall({ ':expiresAt': expiresAt, ':range': range, ':max': max }),
        ':ranges': { SS: [range] },
      },
    });
  }

  put(block: BlockItem, now: Date): Promise<boolean> {
    return this.#unless('PutItem', {
      Item: marshall(block),
      ConditionExpression: 'attribute_not_exists(#sort) OR expiresAt <= :now',
      ExpressionAttributeNames: { '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: marshall({ ':now': Math.floor(now.getTime() / 1_000) }),
    });
  }

  /** The blocks that are in force, operators' included. */
  async inForce(now: Date): Promise<readonly BlockInForce[]> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#partition = :watch AND begins_with(#sort, :block)',
      FilterExpression: 'expiresAt > :now',
      ExpressionAttributeNames: { '#partition': HONEYTOKENS.partitionKey, '#sort': HONEYTOKENS.sortKey },
      ExpressionAttributeValues: marshall({
        ':watch': WATCH_LIST.partition,
        ':block': WATCH_LIST.blockPrefix,
        ':now': Math.floor(now.getTime() / 1_000),
      }),
      ConsistentRead: true,
    };
    return (await allPages(this.#call, query)).map((item) => unmarshall(item) as BlockItem);
  }

  #unless(operation: string, input: object): Promise<boolean> {
    return conditionHeld(this.#call(operation, { TableName: this.#table, ...input }));
  }
}
