import type { Amounts, Unit } from '../../contract/quota.ts';
import { QUOTAS } from '../../contract/quota.ts';
import type { QuotaStore } from '../flows/ports.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/**
 * One item per counter, one `UpdateItem` per question. Taking may be repeated by the call beneath, and then counts twice:
 * too much, never too little. Giving back must not be, so it goes through a call that tries once.
 */
export class DynamoQuotaStore implements QuotaStore {
  readonly #call: SignedCall;
  readonly #callOnce: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, callOnce: SignedCall, table: string) {
    this.#call = call;
    this.#callOnce = callOnce;
    this.#table = table;
  }

  async take(counter: string, amounts: Amounts, limits: Amounts, expiresAt: number): Promise<boolean> {
    const parts = Object.entries(amounts).map(([unit, amount]) => ({
      ...{ unit, amount },
      /** The highest count that leaves room for the amount. */
      room: (limits[unit as Unit] ?? Number.POSITIVE_INFINITY) - amount,
    }));
    if (parts.length === 0) return true;
    if (parts.some(({ room }) => room < 0)) return false;
    return this.#update(this.#call, counter, {
      UpdateExpression: `SET #expires = :expires ADD ${parts.map((_, n) => `#u${n} :a${n}`).join(', ')}`,
      ConditionExpression: parts
        .map((_, n) => `(attribute_not_exists(#u${n}) OR #u${n} <= :r${n})`)
        .join(' AND '),
      ExpressionAttributeNames: {
        '#expires': QUOTAS.expiresAt,
        ...Object.fromEntries(parts.map(({ unit }, n) => [`#u${n}`, unit])),
      },
      ExpressionAttributeValues: {
        ':expires': { N: String(expiresAt) },
        ...Object.fromEntries(
          parts.flatMap(({ amount, room }, n) => [
            [`:a${n}`, { N: String(amount) }],
            [`:r${n}`, { N: String(room) }],
          ]),
        ),
      },
    });
  }

  async add(counter: string, amounts: Amounts): Promise<void> {
    const parts = Object.entries(amounts);
    await this.#update(this.#callOnce, counter, {
      UpdateExpression: `ADD ${parts.map((_, n) => `#u${n} :a${n}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(#counter)', // one that has expired is not made anew
      ExpressionAttributeNames: {
        '#counter': QUOTAS.partitionKey,
        ...Object.fromEntries(parts.map(([unit], n) => [`#u${n}`, unit])),
      },
      ExpressionAttributeValues: Object.fromEntries(
        parts.map(([, amount], n) => [`:a${n}`, { N: String(amount) }]),
      ),
    });
  }

  markTold(counter: string, at: string): Promise<boolean> {
    return this.#update(this.#callOnce, counter, {
      UpdateExpression: 'SET #told = :at',
      ConditionExpression: 'attribute_exists(#counter) AND attribute_not_exists(#told)',
      ExpressionAttributeNames: { '#told': QUOTAS.toldAt, '#counter': QUOTAS.partitionKey },
      ExpressionAttributeValues: { ':at': { S: at } },
    });
  }

  /** False where the condition did not hold. */
  #update(call: SignedCall, counter: string, expressions: object): Promise<boolean> {
    const Key = { [QUOTAS.partitionKey]: { S: counter } };
    return conditionHeld(call('UpdateItem', { TableName: this.#table, Key, ...expressions }));
  }
}
