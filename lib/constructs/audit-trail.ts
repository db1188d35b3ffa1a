import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AUDIT, AUDIT_SHARDS } from '../../contract/tables.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';
import { withinPartitions } from './within-partitions.ts';

export interface AuditTrailProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
  readonly retentionDays: number;
}

/** An hour, as IAM can say it, and a shard that there is: a record anywhere else would be read by no seal and by no verification. */
const PARTITIONS = AUDIT_SHARDS.map((shard) => `????-??-??T??#${shard}`);

/** Owns the audit table: what was decided about every call of a known key, and how it ended. */
export class AuditTrail extends Construct {
  readonly table: Table;
  /** How long a record is kept. */
  readonly retentionDays: number;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const sortKey = text(AUDIT.sortKey);
    const keys = { partitionKey: text(AUDIT.partitionKey), sortKey, expiresAt: AUDIT.expiresAt };
    this.table = new ProtectedTable(this, 'Audit', { ...props, ...keys }).table;
    const { name, partitionKey } = AUDIT.byKey;
    this.table.addGlobalSecondaryIndex({ indexName: name, partitionKey: text(partitionKey), sortKey });
    this.retentionDays = props.retentionDays;
    this.#encryption = props.encryption;
  }

  /**
   * Add records, in partitions that are sealed. Whoever may add can neither read nor delete; what keeps it from writing over one is
   * the condition of its write.
   */
  grantAppend(grantee: IGrantable): { readonly AUDIT_TABLE: string; readonly AUDIT_RETENTION_DAYS: string } {
    Grant.addToPrincipal({
      ...{ grantee, actions: ['dynamodb:PutItem'], resourceArns: [this.table.tableArn] },
      conditions: withinPartitions('StringLike', PARTITIONS),
    });
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { AUDIT_TABLE: this.table.tableName, AUDIT_RETENTION_DAYS: String(this.retentionDays) };
  }

  /** Look up who called, hour by hour. */
  grantSearch(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns: [this.table.tableArn] });
    this.#encryption.grantReadThrough(grantee, 'dynamodb');
  }

  /** Read records by their time, to seal them. Whoever may seal can neither add, change nor delete one. */
  grantSeal(grantee: IGrantable): { readonly AUDIT_TABLE: string } {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns: [this.table.tableArn] });
    this.#encryption.grantReadThrough(grantee, 'dynamodb');
    return { AUDIT_TABLE: this.table.tableName };
  }
}
