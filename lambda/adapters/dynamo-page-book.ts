import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { PageItem } from '../../contract/honeytokens.ts';
import type { PageBook } from '../flows/response/response-ports.ts';
import type { Marshalled } from './all-pages.ts';
import { conditionHeld } from './condition-held.ts';
import { pageKey, pageWrite } from './page-write.ts';
import type { SignedCall } from './signed-call.ts';

/** The one item of each honeytoken that says what people were told about it. */
export class DynamoPageBook implements PageBook {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async last(tokenId: string): Promise<PageItem | undefined> {
    const Key = pageKey(tokenId);
    const answer = (await this.#call('GetItem', { TableName: this.#table, Key, ConsistentRead: true })) as {
      readonly Item?: Marshalled;
    };
    return answer.Item && (unmarshall(answer.Item) as PageItem);
  }

  async replace(last: PageItem | undefined, next: PageItem): Promise<boolean> {
    const put = this.#call('PutItem', { TableName: this.#table, ...pageWrite(last, next) });
    if (await conditionHeld(put)) return true;
    // A put is repeated where its answer was lost, and then meets what the first made.
    const present = await this.last(next.tokenId);
    return present?.pageId === next.pageId && present.state === next.state;
  }
}
