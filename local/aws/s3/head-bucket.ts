import type { Operation, XmlAnswer } from '../operation.ts';
import { type Buckets, bucketArn } from './buckets.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = (buckets: Buckets, region: string): Operation => ({
  action: 's3:ListBucket',
  resources: bucketArn,
  run: (input): XmlAnswer => {
    buckets.find(input);
    return { headers: { 'x-amz-bucket-region': region } };
  },
});
