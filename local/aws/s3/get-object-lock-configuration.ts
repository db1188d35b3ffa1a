import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, bucketArn } from './buckets.ts';
import { s3Error } from './s3-errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration = (buckets: Buckets): Operation => ({
  action: 's3:GetBucketObjectLockConfiguration',
  resources: bucketArn,
  run: (input): XmlAnswer => {
    const { lock } = buckets.find(input).plan;
    if (lock === undefined)
      throw s3Error(
        'ObjectLockConfigurationNotFoundError',
        'Object Lock configuration does not exist for this bucket',
        404,
      );
    const { retention } = lock;
    const rule = { Mode: retention?.mode, Days: retention?.days, Years: retention?.years };
    return {
      document: {
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: retention === undefined ? undefined : { DefaultRetention: rule },
        },
      },
    };
  },
});
