import { unmarshall } from '@aws-sdk/util-dynamodb';
import { KEYS, type KeyItem } from '../../contract/tables.ts';
import type { KeyStore } from '../flows/ports.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/** One `GetItem` by hash. Strongly consistent, so that a revoked key is never read back alive. */
export class DynamoKeyStore implements KeyStore {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async find(keyHash: string): Promise<KeyItem | undefined> {
    const answer = (await this.#call('GetItem', {
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: keyHash } },
      ConsistentRead: true,
    })) as { Item?: Parameters<typeof unmarshall>[0] };
    return answer.Item === undefined ? undefined : (unmarshall(answer.Item) as KeyItem);
  }

  /** Names no attribute but the hash and the one it writes: the authorizer's role allows no other. */
  async noteFirstUse(key: KeyItem, at: Date): Promise<void> {
    const update = this.#call('UpdateItem', {
      TableName: this.#table,
      Key: { [KEYS.partitionKey]: { S: key.keyHash } },
      UpdateExpression: 'SET #firstUse = :at',
      ConditionExpression: '#firstUse = :never',
      ExpressionAttributeNames: { '#firstUse': KEYS.firstUse },
      ExpressionAttributeValues: { ':at': { S: at.toISOString() }, ':never': { S: 'never' } },
    });
    // Where it does not hold, it was somebody else's first use, or the first try of this one: either way it is noted.
    await conditionHeld(update);
  }
}
