import { AttributeType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Fn, SecretValue, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SigningSecretDocument } from '../../contract/secrets.ts';
import { MINTED, SIGNERS } from '../../contract/token-tables.ts';
import type { Encryption } from './encryption.ts';
import { ProtectedTable } from './protected-table.ts';
import type { Removal } from './removal.ts';

export interface TokensProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
  readonly stage: string;
}

const UNSET = { state: 'UNSET' } as const satisfies SigningSecretDocument;

/**
 * Owns what short-lived tokens rest on: the key that signs, the public keys that verify, and the record of each token. They
 * lie apart, so that whoever verifies can neither sign nor add a key.
 */
export class Tokens extends Construct {
  readonly minted: Table;
  readonly signers: Table;
  readonly secret: Secret;
  readonly #audience: string;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: TokensProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    const partitionKey = text(MINTED.partitionKey);
    this.minted = new ProtectedTable(this, 'Minted', {
      ...props,
      partitionKey,
      expiresAt: MINTED.expiresAt,
    }).table;
    this.minted.addGlobalSecondaryIndex({
      indexName: MINTED.byKey.name,
      partitionKey: text(MINTED.byKey.partitionKey),
      sortKey: text(MINTED.byKey.sortKey),
    });
    this.signers = new ProtectedTable(this, 'Signers', {
      ...props,
      partitionKey: text(SIGNERS.partitionKey),
    }).table;
    this.secret = new Secret(this, 'signing-key', {
      description: 'Sallyport: the key that signs short-lived tokens',
      encryptionKey: props.encryption.key,
      removalPolicy: props.removal.policy,
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(UNSET)),
    });
    this.#encryption = props.encryption;
    // Part of a stack's id is a UUID: a token of a stage opens no other stage of the same name.
    this.#audience = `urn:sallyport:${props.stage}:${Fn.select(2, Fn.split('/', Stack.of(this).stackId))}`;
  }

  /** Check a token: read public keys and one token's record, and spend its uses. Nothing here can sign or publish a key. */
  grantCheck(grantee: IGrantable) {
    this.#allow(grantee, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], this.minted.tableArn);
    this.#allow(grantee, ['dynamodb:GetItem'], this.signers.tableArn);
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return {
      AUDIENCE: this.#audience,
      MINTED_TABLE: this.minted.tableName,
      SIGNERS_TABLE: this.signers.tableName,
    };
  }

  /** Mint a token: sign, record it, and take uses of the token that asks. */
  grantMint(grantee: IGrantable) {
    this.#allow(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], this.minted.tableArn);
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    this.#allow(grantee, ['secretsmanager:GetSecretValue'], this.secret.secretArn);
    this.#encryption.grantReadThrough(grantee, 'secretsmanager');
    return {
      AUDIENCE: this.#audience,
      MINTED_TABLE: this.minted.tableName,
      SIGNING_SECRET_ID: this.secret.secretArn,
    };
  }

  /** Replace the signing key, and publish the public half of the next one. */
  grantRotate(grantee: IGrantable) {
    const actions = ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'];
    this.#allow(
      grantee,
      actions.map((action) => `secretsmanager:${action}`),
      this.secret.secretArn,
    );
    this.#encryption.grantWriteThrough(grantee, 'secretsmanager');
    this.#allow(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem'], this.signers.tableArn);
    this.#encryption.grantWriteThrough(grantee, 'dynamodb');
    return { SIGNERS_TABLE: this.signers.tableName };
  }

  #allow(grantee: IGrantable, actions: string[], resourceArn: string): void {
    Grant.addToPrincipal({ grantee, actions, resourceArns: [resourceArn] });
  }
}
