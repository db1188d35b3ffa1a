import { DynamoDBClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditEntry } from '../../contract/audit-entry.ts';
import { AUDIT } from '../../contract/tables.ts';
import type { AuditQuery, AuditSearch } from '../flows/operator-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The audit table through the SDK: queries on the table's keys or its `byKey` index, filtered on the server. */
export class SdkAuditSearch implements AuditSearch {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(connection: OperatorConnection, table: string) {
    this.#client = new DynamoDBClient(clientSettings(connection));
    this.#table = table;
  }

  async *newestFirst(query: AuditQuery): AsyncGenerator<AuditEntry> {
    try {
      for await (const page of paginateQuery({ client: this.#client }, this.#input(query)))
        yield* (page.Items ?? []).map((item) => unmarshall(item) as AuditEntry);
    } catch (error) {
      throw awsRefusal('searching the audit table', error);
    }
  }

  #input(query: AuditQuery): QueryCommandInput {
    const byKey = query.partition.of === 'key';
    const match = Object.entries(query.match).filter(([, value]) => value !== undefined);
    return {
      TableName: this.#table,
      IndexName: byKey ? AUDIT.byKey.name : undefined,
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
      FilterExpression: match.map(([name]) => `#${name} = :${name}`).join(' AND ') || undefined,
      ExpressionAttributeNames: {
        '#partition': byKey ? AUDIT.byKey.partitionKey : AUDIT.partitionKey,
        '#sort': byKey ? AUDIT.byKey.sortKey : AUDIT.sortKey,
        ...Object.fromEntries(match.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':partition': { S: query.partition.value },
        ':from': { S: query.from },
        ':to': { S: query.to },
        ...Object.fromEntries(match.map(([name, value]) => [`:${name}`, { S: value }])),
      },
      ScanIndexForward: false,
      Limit: query.pageSize,
    };
  }
}
