import { unmarshall } from '@aws-sdk/util-dynamodb';
import { KEYS, type KeyItem } from '../../contract/tables.ts';
import type { KeyStore } from '../flows/ports.ts';
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
}
