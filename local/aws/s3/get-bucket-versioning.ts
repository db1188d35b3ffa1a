import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, bucketArn } from './buckets.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = (buckets: Buckets): Operation => ({
  action: 's3:GetBucketVersioning',
  resources: bucketArn,
  run: (input): XmlAnswer => ({
    document: {
      VersioningConfiguration: buckets.find(input).plan.versioned ? { Status: 'Enabled' } : {},
    },
  }),
});
