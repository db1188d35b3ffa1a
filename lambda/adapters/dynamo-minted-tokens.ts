import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { MINTED, type MintedItem } from '../../contract/token-tables.ts';
import type { MintBook, MintedTokens } from '../flows/ports.ts';
import { conditionHeld } from './condition-held.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/** The records of minted tokens, one item at a time, each write under a condition. */
export class DynamoMintedTokens implements MintedTokens, MintBook {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async find(jti: string): Promise<MintedItem | undefined> {
    const answer = (await this.#call('GetItem', {
      TableName: this.#table,
      Key: { [MINTED.partitionKey]: { S: jti } },
      ConsistentRead: true,
    })) as { Item?: Parameters<typeof unmarshall>[0] };
    return answer.Item === undefined ? undefined : (unmarshall(answer.Item) as MintedItem);
  }

  async spend(
    { jti, digest }: { readonly jti: string; readonly digest: string },
    uses: number,
  ): Promise<boolean> {
    return this.#conditional('UpdateItem', {
      Key: { [MINTED.partitionKey]: { S: jti } },
      UpdateExpression: 'ADD #left :less',
      ConditionExpression: '#digest = :digest AND attribute_not_exists(#revoked) AND #left >= :n',
      ExpressionAttributeNames: { '#left': 'left', '#digest': 'digest', '#revoked': 'revokedAt' },
      ExpressionAttributeValues: {
        ...{ ':n': { N: String(uses) }, ':less': { N: String(-uses) }, ':digest': { S: digest } },
      },
    });
  }

  async add(item: MintedItem): Promise<void> {
    const added = await this.#conditional('PutItem', {
      Item: marshall(item),
      ConditionExpression: 'attribute_not_exists(#jti) OR #digest = :digest', // the first try's answer may be lost
      ExpressionAttributeNames: { '#jti': MINTED.partitionKey, '#digest': 'digest' },
      ExpressionAttributeValues: { ':digest': { S: item.digest } },
    });
    if (!added) throw new AwsCallError('ConditionalCheckFailedException', false);
  }

  #conditional(operation: string, input: object): Promise<boolean> {
    return conditionHeld(this.#call(operation, { TableName: this.#table, ...input }));
  }
}
