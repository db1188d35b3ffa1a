import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DETECTION, type FindingClosure, type FindingItem } from '../../contract/detection.ts';
import type { FindingBook } from '../flows/detection/detection-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** Findings through the SDK: read a day at a time, closed one by one. */
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

  async close(finding: FindingItem, closure: FindingClosure | undefined): Promise<boolean> {
    const key = { [DETECTION.partitionKey]: finding.subject, [DETECTION.sortKey]: finding.entry };
    const change: Partial<UpdateItemCommandInput> =
      closure === undefined
        ? {
            UpdateExpression: 'REMOVE #closed',
            ConditionExpression: 'attribute_exists(#closed)',
            ExpressionAttributeNames: { '#closed': 'closed' },
          }
        : {
            UpdateExpression: 'SET #closed = :closure',
            ConditionExpression: 'attribute_exists(#entry) AND attribute_not_exists(#closed)',
            ExpressionAttributeNames: { '#closed': 'closed', '#entry': DETECTION.sortKey },
            ExpressionAttributeValues: marshall({ ':closure': closure }),
          };
    try {
      await this.#client.send(
        new UpdateItemCommand({ TableName: this.#table, Key: marshall(key), ...change }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw awsRefusal('closing a finding', error);
    }
  }
}
