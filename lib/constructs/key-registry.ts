import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { KEYS } from '../../contract/tables.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';

export interface KeyRegistryProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
}

/** Owns the keys table: who may call, stored by the hash of the client key. */
export class KeyRegistry extends Construct {
  readonly table: Table;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: KeyRegistryProps) {
    super(scope, id);
    const partitionKey = { name: KEYS.partitionKey, type: AttributeType.STRING };
    this.table = new ProtectedTable(this, 'Keys', { ...props, partitionKey }).table;
    this.table.addGlobalSecondaryIndex({
      indexName: KEYS.byId.name,
      partitionKey: { name: KEYS.byId.partitionKey, type: AttributeType.STRING },
    });
    this.#encryption = props.encryption;
  }

  /** Look one key up by its hash. Nothing more: verification never lists and never writes. */
  grantVerify(grantee: IGrantable): { readonly KEYS_TABLE: string } {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:GetItem'], resourceArns: [this.table.tableArn] });
    this.#encryption.grantReadThrough(grantee, 'dynamodb');
    return { KEYS_TABLE: this.table.tableName };
  }
}
