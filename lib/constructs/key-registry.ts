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

  /**
   * Look one key up by its hash, and note when it was first used. Verification never lists, and of a record it can write that
   * one field: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  grantVerify(grantee: IGrantable): { readonly KEYS_TABLE: string } {
    const resourceArns = [this.table.tableArn];
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:GetItem'], resourceArns });
    Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:UpdateItem'],
      resourceArns,
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [KEYS.partitionKey, KEYS.firstUse] },
        // Without it the condition above would hold for a request that names no attribute at all.
        Null: { 'dynamodb:Attributes': 'false' },
      },
    });
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { KEYS_TABLE: this.table.tableName };
  }

  /**
   * Change the state of a key that is known by its id. A condition names the fields that may be written, so that whoever
   * quarantines can neither make a key nor widen one.
   */
  grantQuarantine(grantee: IGrantable): { readonly KEYS_TABLE: string } {
    const { tableArn } = this.table;
    const index = `${tableArn}/index/${KEYS.byId.name}`;
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:GetItem'], resourceArns: [tableArn] });
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:Query'], resourceArns: [index] });
    const fields = [KEYS.partitionKey, KEYS.byId.partitionKey, 'state', 'stateReason', 'version'];
    Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:UpdateItem'],
      resourceArns: [tableArn],
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': fields },
        Null: { 'dynamodb:Attributes': 'false' },
      },
    });
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { KEYS_TABLE: this.table.tableName };
  }

  /** Besides, give such a key a new value: make its record, have the old one name it, and take one away that never worked. */
  grantReroll(grantee: IGrantable): void {
    const resourceArns = [this.table.tableArn];
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:DeleteItem', 'dynamodb:PutItem'], resourceArns });
    const fields = [KEYS.partitionKey, KEYS.byId.partitionKey, 'graceEndsAtSeconds', 'state', 'supersededBy'];
    Grant.addToPrincipal({
      grantee,
      actions: ['dynamodb:UpdateItem'],
      resourceArns,
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...fields, 'version'] },
        Null: { 'dynamodb:Attributes': 'false' },
      },
    });
  }

  /** Look one key up by its hash, and nothing else. */
  grantLookUp(grantee: IGrantable): { readonly KEYS_TABLE: string } {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:GetItem'], resourceArns: [this.table.tableArn] });
    this.#encryption.grantReadThrough(grantee, 'dynamodb');
    return { KEYS_TABLE: this.table.tableName };
  }
}
