import type { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import type { Buckets } from './buckets.ts';
import type { ObjectVersion } from './object-version.ts';
import { s3Error } from './s3-errors.ts';

/** The version that is asked for, in a bucket whose versions can be locked. */
export function lockable(buckets: Buckets, input: Input): ObjectVersion {
  if (buckets.find(input).plan.lock === undefined)
    throw s3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  return buckets.version(input);
}

export const notLocked = (): AwsError =>
  s3Error(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    404,
  );
