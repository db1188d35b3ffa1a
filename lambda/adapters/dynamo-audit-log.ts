import { marshall } from '@aws-sdk/util-dynamodb';
import { AUDIT, type AuditItem } from '../../contract/tables.ts';
import type { AuditLog } from '../flows/ports.ts';
import { conditionHeld } from './condition-held.ts';
import type { SignedCall } from './signed-call.ts';

/** One `PutItem` per record, acknowledged when it is durable. Repeating it writes the same item again. */
export class DynamoAuditLog implements AuditLog {
  readonly #call: SignedCall;
  readonly #table: string;

  constructor(call: SignedCall, table: string) {
    this.#call = call;
    this.#table = table;
  }

  async append(item: AuditItem): Promise<void> {
    const put = this.#call('PutItem', {
      TableName: this.#table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: 'attribute_not_exists(#sort)', // what is written is never overwritten
      ExpressionAttributeNames: { '#sort': AUDIT.sortKey },
    });
    // Where it does not hold, the first try was written and its answer lost: the record's key is the call's own, so it is there.
    await conditionHeld(put);
  }
}
