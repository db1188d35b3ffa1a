import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { OperatorItem } from '../../contract/audit-entry.ts';
import { AUDIT } from '../../contract/tables.ts';
import type { ActionStore } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Appends operators' records to the audit table through the SDK; what is written is never overwritten. */
export class SdkActionStore implements ActionStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async append(item: OperatorItem): Promise<void> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: marshall(item, { removeUndefinedValues: true }),
      ConditionExpression: 'attribute_not_exists(#sort)',
      ExpressionAttributeNames: { '#sort': AUDIT.sortKey },
    });
    try {
      await this.#client.send(put);
    } catch (error) {
      // The SDK repeats a put whose answer was lost; the record's key is the action's own, so it is there.
      if (error instanceof ConditionalCheckFailedException) return;
      throw awsRefusal('recording the action in the audit trail', error);
    }
  }
}
