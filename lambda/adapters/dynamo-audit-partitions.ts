import { DynamoDBClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { AUDIT } from '../../contract/tables.ts';
import type { PlainRecord } from '../domain/chain/canonical.ts';
import type { EntryRange } from '../domain/chain/entry-range.ts';
import type { AuditPartitions } from '../flows/chain-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';
import { plainItem } from './plain-item.ts';

/** The audit table through the SDK: consistent queries on the table's own keys, and nothing that writes. */
export class DynamoAuditPartitions implements AuditPartitions {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: Partial<OperatorConnection>, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async *records(range: EntryRange): AsyncGenerator<PlainRecord> {
    try {
      for await (const page of paginateQuery({ client: this.#client }, this.#query(range)))
        for (const item of page.Items ?? []) {
          const record = plainItem(item);
          // DynamoDB knows no range without its upper end.
          if (range.before === undefined || String(record[AUDIT.sortKey]) < range.before) yield record;
        }
    } catch (error) {
      throw awsRefusal('reading the audit table', error);
    }
  }

  async count(range: EntryRange): Promise<number> {
    let count = 0;
    const query = { ...this.#query(range), Select: 'COUNT' as const };
    try {
      for await (const page of paginateQuery({ client: this.#client }, query)) count += page.Count ?? 0;
    } catch (error) {
      throw awsRefusal('counting in the audit table', error);
    }
    return count;
  }

  #query({ hourShard, from, before }: EntryRange): QueryCommandInput {
    const sort = before === undefined ? '#sort >= :from' : '#sort BETWEEN :from AND :before';
    return {
      TableName: this.#table,
      ConsistentRead: true,
      KeyConditionExpression: `#partition = :partition AND ${sort}`,
      ExpressionAttributeNames: { '#partition': AUDIT.partitionKey, '#sort': AUDIT.sortKey },
      ExpressionAttributeValues: {
        ':partition': { S: hourShard },
        ':from': { S: from },
        ...(before === undefined ? {} : { ':before': { S: before } }),
      },
    };
  }
}
