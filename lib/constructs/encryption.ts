import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Removal } from './removal.ts';

/** Services through which a grantee may use the key; never the key by itself. */
export type KeyedService = 'dynamodb' | 'secretsmanager' | 'sns' | 's3';

export interface EncryptionProps {
  readonly removal: Removal;
}

/** The one customer-managed KMS key under which everything of a stage is at rest. */
export class Encryption extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: EncryptionProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: props.removal.policy,
      description: 'Sallyport: tables, upstream keys, logs and notifications',
    });
    this.key.addToResourcePolicy(this.#logGroups());
    this.key.addToResourcePolicy(this.#alarms());
  }

  /** Read what a service keeps under the key. */
  grantReadThrough(grantee: IGrantable, service: KeyedService): void {
    this.#grant(grantee, service, ['kms:Decrypt']);
  }

  /** Write what a service keeps under the key. */
  grantWriteThrough(grantee: IGrantable, service: KeyedService): void {
    this.#grant(grantee, service, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
  }

  #grant(grantee: IGrantable, service: KeyedService, actions: string[]): void {
    const { region, urlSuffix } = Stack.of(this);
    const conditions = { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } };
    Grant.addToPrincipal({ grantee, actions, resourceArns: [this.key.keyArn], conditions });
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  #logGroups(): PolicyStatement {
    const stack = Stack.of(this);
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const groups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: '*', arnFormat });
    return new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
    });
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html: an alarm publishes to an encrypted topic. */
  #alarms(): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }
}
