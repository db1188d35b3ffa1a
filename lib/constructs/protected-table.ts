import { type Attribute, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Encryption } from './encryption.ts';
import type { Removal } from './removal.ts';

export interface ProtectedTableProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** Attribute holding Unix seconds after which an item may be deleted. @default items stay */
  readonly expiresAt?: string;
}

/**
 * A DynamoDB table as every capability wants it: on demand, under the stage's key, restorable to any second of the last 35
 * days, and not to be deleted by accident. `Table` and not `TableV2`, which cannot be synthesized without an account here.
 */
export class ProtectedTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ProtectedTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: props.partitionKey,
      sortKey: props.sortKey,
      timeToLiveAttribute: props.expiresAt,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryption.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.removal.deletionProtection,
      removalPolicy: props.removal.policy,
    });
  }
}
