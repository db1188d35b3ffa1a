import { DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DETECTION, type FindingItem } from '../../contract/detection.ts';
import type { FindingBook } from '../flows/detection/detection-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Findings through the SDK, a day at a time. */
export class SdkFindingBook implements FindingBook {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async ofDay(day: string): Promise<readonly FindingItem[]> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: '#subject = :day',
      ExpressionAttributeNames: { '#subject': DETECTION.partitionKey },
      ExpressionAttributeValues: { ':day': { S: `${DETECTION.findingsPrefix}${day}` } },
    };
    const items: FindingItem[] = [];
    try {
      for await (const page of paginateQuery({ client: this.#client }, query))
        items.push(...(page.Items ?? []).map((item) => unmarshall(item) as FindingItem));
    } catch (error) {
      throw awsRefusal('reading the findings', error);
    }
    return items;
  }
}
