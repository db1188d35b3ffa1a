import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { PLACEMENTS, type PlacementItem } from '../../contract/placements.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { Planted } from '../domain/response/page-text.ts';
import type { Placements } from '../flows/response/response-ports.ts';
import type { Marshalled } from './all-pages.ts';
import type { SignedCall } from './signed-call.ts';

/** Where a honeytoken was planted, as whoever planted it wrote it down. */
export class DynamoPlacements implements Placements {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async find(tokenId: string): Promise<Planted | undefined> {
    const Key = { [HONEYTOKENS.partitionKey]: PLACEMENTS.partition, [HONEYTOKENS.sortKey]: tokenId };
    const answer = (await this.#call('GetItem', {
      TableName: this.#table,
      Key: marshall(Key),
      ConsistentRead: true,
    })) as {
      readonly Item?: Marshalled;
    };
    if (answer.Item === undefined) return undefined;
    const { label, beside, acknowledgedAt } = unmarshall(answer.Item) as PlacementItem;
    return { label, beside, ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }) };
  }
}
