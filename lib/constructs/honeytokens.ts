import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { HONEYTOKENS } from '../../contract/tables.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';

export interface HoneytokensProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
}

/**
 * Owns the honeytokens table: where decoys were planted and when one was used. A decoy's key lies in the keys table like
 * any other. No function writes here yet.
 */
export class Honeytokens extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: HoneytokensProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const keys = { partitionKey: text(HONEYTOKENS.partitionKey), sortKey: text(HONEYTOKENS.sortKey) };
    this.table = new ProtectedTable(this, 'Honeytokens', {
      ...props,
      ...keys,
      expiresAt: HONEYTOKENS.expiresAt,
    }).table;
  }
}
