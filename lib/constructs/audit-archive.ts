import {
  AnyPrincipal,
  Effect,
  Grant,
  type IGrantable,
  type IRole,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ARCHIVE } from '../../contract/audit-chain.ts';
import type { Encryption } from './encryption.ts';
import type { Removal } from './removal.ts';

export interface AuditArchiveProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
  /** Who may take a lock off: nobody, or whoever has the permission to. */
  readonly lock: 'compliance' | 'governance';
  readonly years: number;
}

/** The bucket's logical id. */
export const AUDIT_ARCHIVE_ID = 'AuditArchive';
const DAYS_OF_YEAR = 365;

/**
 * Owns what the audit trail is proven by: the bucket of sealed records and signed manifests, each locked for years from when
 * it is written, and the key that signs. The private half never leaves KMS.
 */
export class AuditArchive extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);
    const kept = Duration.days(props.years * DAYS_OF_YEAR);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.encryption.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        props.lock === 'compliance'
          ? ObjectLockRetention.compliance(kept)
          : ObjectLockRetention.governance(kept),
      // What is locked does not expire; a version goes when nothing holds it any more.
      lifecycleRules: [
        { expiration: Duration.days(kept.toDays() + 1), noncurrentVersionExpiration: Duration.days(1) },
      ],
      // Whatever the config says: a bucket that holds something locked would make the deletion of the stack fail.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Fixed, because cdk-nag's findings about rights to its objects name it, and `lib/findings.ts` answers them.
    (this.bucket.node.defaultChild as CfnBucket).overrideLogicalId(AUDIT_ARCHIVE_ID);
    this.key = new Key(this, 'Key', {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: props.removal.policy,
      description: 'Sallyport: signs what proves the audit trail',
    });
    this.#encryption = props.encryption;
  }

  /** Nobody else writes here, whatever his own rights: what lies among the manifests and is none would stay locked for years. */
  closeToAllBut(writer: IRole): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': writer.roleArn } },
      }),
    );
  }

  /** Write new objects, read them back, list them, and sign. Nothing here deletes, writes over or takes a lock off. */
  grantSeal(grantee: IGrantable): { readonly ARCHIVE_BUCKET: string; readonly SEAL_KEY_ARN: string } {
    const objects = Object.values(ARCHIVE).map((prefix) => this.bucket.arnForObjects(`${prefix}*`));
    const allow = (actions: string[], resourceArns: string[]) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns });
    allow(['s3:PutObject', 's3:GetObject'], objects);
    allow(['s3:ListBucket', 's3:ListBucketVersions'], [this.bucket.bucketArn]);
    allow(['kms:Sign', 'kms:GetPublicKey'], [this.key.keyArn]);
    this.#encryption.grantWriteThrough(grantee, 's3');
    return { ARCHIVE_BUCKET: this.bucket.bucketName, SEAL_KEY_ARN: this.key.keyArn };
  }
}
