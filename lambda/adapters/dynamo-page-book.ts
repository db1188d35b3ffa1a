import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { HONEYTOKEN_ENTRIES, type PageItem } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { PageBook } from '../flows/response/response-ports.ts';
import type { Marshalled } from './all-pages.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/** The one item of each honeytoken that says what people were told about it. */
export class DynamoPageBook implements PageBook {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async last(tokenId: string): Promise<PageItem | undefined> {
    const entry = `${HONEYTOKEN_ENTRIES.pagePrefix}last`;
    const Key = marshall({ [HONEYTOKENS.partitionKey]: tokenId, [HONEYTOKENS.sortKey]: entry });
    const answer = (await this.#call('GetItem', { TableName: this.#table, Key, ConsistentRead: true })) as {
      readonly Item?: Marshalled;
    };
    return answer.Item && (unmarshall(answer.Item) as PageItem);
  }

  async replace(last: PageItem | undefined, next: PageItem): Promise<boolean> {
    const unchanged =
      last === undefined
        ? { ConditionExpression: 'attribute_not_exists(pageId)' }
        : {
            ConditionExpression: 'pageId = :id AND #state = :state',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: marshall({ ':id': last.pageId, ':state': last.state }),
          };
    try {
      await this.#call('PutItem', { TableName: this.#table, Item: marshall(next), ...unchanged });
      return true;
    } catch (error) {
      if (!(error instanceof AwsCallError && error.message === 'ConditionalCheckFailedException'))
        throw error;
      // A put is repeated where its answer was lost, and then meets what the first made.
      const present = await this.last(next.tokenId);
      return present?.pageId === next.pageId && present.state === next.state;
    }
  }
}
