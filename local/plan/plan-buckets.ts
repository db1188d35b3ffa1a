import type { Resolver } from '../assembly/resolver.ts';
import { flag, object, optionalNumber, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One S3 bucket. */
export interface BucketPlan {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly versioned: boolean;
  /** Whether versions can be locked; with `retention` every new one is. */
  readonly lock?: { readonly retention?: DefaultRetention };
  /** `aws:kms` where the bucket lies under a key of its own or AWS's. */
  readonly encryption: string;
}

export interface DefaultRetention {
  readonly mode: string;
  readonly days?: number;
  readonly years?: number;
}

export function planBuckets(resolver: Resolver): readonly BucketPlan[] {
  return resourcesOf(resolver, 'AWS::S3::Bucket').map(({ logicalId, properties }) => {
    const { ref: name, attributes } = resolver.identity(logicalId);
    const lock = flag(properties, 'ObjectLockEnabled');
    const encryption = JSON.stringify(object(properties, 'BucketEncryption')).includes('"aws:kms"');
    const rule = object(object(properties, 'ObjectLockConfiguration'), 'Rule');
    const [mode, days, years] = [
      optionalText(object(rule, 'DefaultRetention'), 'Mode'),
      optionalNumber(object(rule, 'DefaultRetention'), 'Days'),
      optionalNumber(object(rule, 'DefaultRetention'), 'Years'),
    ];
    const retention =
      mode === undefined
        ? {}
        : { retention: { mode, ...(days ? { days } : {}), ...(years ? { years } : {}) } };
    return {
      ...{ logicalId, name, arn: attributes['Arn'] ?? '' },
      // Object Lock turns versioning on, https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html.
      versioned: lock || optionalText(object(properties, 'VersioningConfiguration'), 'Status') === 'Enabled',
      encryption: encryption ? 'aws:kms' : 'AES256',
      ...(lock ? { lock: retention } : {}),
    };
  });
}
