import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Amounts, QUOTAS, UNITS } from '../../contract/quota.ts';
import type { QuotaCounts } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Reads the counters of hard quotas through the SDK. */
export class SdkQuotaCounts implements QuotaCounts {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async read(counter: string): Promise<Amounts> {
    const get = new GetItemCommand({
      TableName: this.#table,
      Key: { [QUOTAS.partitionKey]: { S: counter } },
      ConsistentRead: true,
    });
    const { Item = {} } = await this.#client.send(get).catch((error) => {
      throw awsRefusal('reading the counter of the quota', error);
    });
    return Object.fromEntries(UNITS.map((unit) => [unit, Number(Item[unit]?.N ?? 0)]));
  }
}
