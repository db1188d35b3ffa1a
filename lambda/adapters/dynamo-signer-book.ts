import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { SIGNERS, type SignersItem } from '../../contract/token-tables.ts';
import type { SignedCall } from './signed-call.ts';

/** The published list of signing keys: one item, read whole and written whole, each time one version newer. */
export class DynamoSignerBook {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async read(): Promise<SignersItem | undefined> {
    const answer = (await this.#call('GetItem', {
      TableName: this.#table,
      Key: { [SIGNERS.partitionKey]: { S: SIGNERS.list } },
      ConsistentRead: true,
    })) as { Item?: Parameters<typeof unmarshall>[0] };
    return answer.Item === undefined ? undefined : (unmarshall(answer.Item) as SignersItem);
  }

  /** A repetition of a write whose answer was lost is refused like somebody else's; the step is then taken again. */
  async write(list: SignersItem): Promise<void> {
    await this.#call('PutItem', {
      TableName: this.#table,
      Item: marshall(list, { removeUndefinedValues: true }),
      ConditionExpression: 'attribute_not_exists(#id) OR #version = :before',
      ExpressionAttributeNames: { '#id': SIGNERS.partitionKey, '#version': 'version' },
      ExpressionAttributeValues: { ':before': { N: String(list.version - 1) } },
    });
  }
}
