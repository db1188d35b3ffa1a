import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { QUOTAS } from '../../contract/quota.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';

export interface QuotasProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
}

/** Owns the counters of hard quotas: one item for each caller, upstream and period, which DynamoDB deletes once it is over. */
export class Quotas extends Construct {
  readonly table: Table;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: QuotasProps) {
    super(scope, id);
    const partitionKey = { name: QUOTAS.partitionKey, type: AttributeType.STRING };
    const { expiresAt } = QUOTAS;
    this.table = new ProtectedTable(this, 'Counters', { ...props, partitionKey, expiresAt }).table;
    this.#encryption = props.encryption;
  }

  /** Count under a condition. Whoever may count can neither read a counter nor delete one. */
  grantCount(grantee: IGrantable): { readonly QUOTAS_TABLE: string } {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:UpdateItem'], resourceArns: [this.table.tableArn] });
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { QUOTAS_TABLE: this.table.tableName };
  }
}
