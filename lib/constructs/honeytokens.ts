import { AttributeType, ProjectionType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TRIP_OUTBOX } from '../../contract/honeytokens.ts';
import { HONEYTOKENS } from '../../contract/tables.ts';
import { WATCH_LIST } from '../../contract/watch-list.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';
import { withinPartitions } from './within-partitions.ts';

export interface HoneytokensProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
}

/** Partitions of what a call to the gateway can trip. */
const TRIPPED_BY_CALLS = ['key_*', 'route:*'];

/**
 * Owns the honeytokens table: where decoys were planted, when one was used, who is blocked for it, and the key that tells a
 * decoy's record in the keys table from any other.
 */
export class Honeytokens extends Construct {
  readonly table: Table;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: HoneytokensProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const keys = { partitionKey: text(HONEYTOKENS.partitionKey), sortKey: text(HONEYTOKENS.sortKey) };
    this.table = new ProtectedTable(this, 'Honeytokens', {
      ...props,
      ...keys,
      expiresAt: HONEYTOKENS.expiresAt,
    }).table;
    this.table.addGlobalSecondaryIndex({
      indexName: TRIP_OUTBOX.name,
      partitionKey: text(TRIP_OUTBOX.partitionKey),
      sortKey: text(TRIP_OUTBOX.sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.#encryption = props.encryption;
  }

  /**
   * Read the watch list, and record trips of keys and routes: whoever has taken an authorizer over reads no placement, and writes
   * neither the blocklist nor the seal key.
   */
  grantWatch(grantee: IGrantable): { readonly DECOYS_TABLE: string } {
    const within = (
      actions: readonly string[],
      operator: 'StringEquals' | 'StringLike',
      partitions: readonly string[],
    ) =>
      Grant.addToPrincipal({
        ...{ grantee, actions: [...actions], resourceArns: [this.table.tableArn] },
        conditions: withinPartitions(operator, partitions),
      });
    within(['dynamodb:Query'], 'StringEquals', [WATCH_LIST.partition]);
    within(['dynamodb:UpdateItem'], 'StringLike', TRIPPED_BY_CALLS);
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { DECOYS_TABLE: this.table.tableName };
  }

  /** Answer trips: read placements and records, note what was done, and block sources. Nothing is taken away. */
  grantAnswer(grantee: IGrantable): { readonly DECOYS_TABLE: string } {
    const { tableArn } = this.table;
    const verbs = ['GetItem', 'PutItem', 'Query', 'UpdateItem'];
    const actions = verbs.map((verb) => `dynamodb:${verb}`);
    Grant.addToPrincipal({ grantee, actions, resourceArns: [tableArn] });
    const resourceArns = [`${tableArn}/index/${TRIP_OUTBOX.name}`];
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns });
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { DECOYS_TABLE: this.table.tableName };
  }
}
