import type { Operation, XmlAnswer } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type Buckets, bucketArn } from './buckets.ts';
import { listContext, listKeys } from './listing.ts';
import { s3Error } from './s3-errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = (buckets: Buckets): Operation => ({
  action: 's3:ListBucket',
  resources: bucketArn,
  context: listContext,
  run: (input): XmlAnswer => {
    const { plan, shelf } = buckets.find(input);
    const token = optionalString(input, 'continuation-token');
    if (token === '') throw s3Error('InvalidArgument', 'The continuation token provided is incorrect');
    const startAfter = optionalString(input, 'start-after');
    const after = token === undefined ? startAfter : Buffer.from(token, 'base64url').toString('utf8');
    const current = shelf.keys().filter((key) => shelf.of(key).at(-1)?.deleted === false);
    const { prefix, delimiter, limit, keys, prefixes, next } = listKeys(input, current, after ?? '');
    // `encoding-type=url` asks for keys that XML cannot hold to be percent-encoded.
    const written = input['encoding-type'] === 'url' ? encodeURIComponent : String;
    return {
      document: {
        ListBucketResult: {
          Name: plan.name,
          Prefix: written(prefix),
          Delimiter: delimiter,
          EncodingType: input['encoding-type'],
          MaxKeys: limit,
          KeyCount: keys.length + prefixes.length,
          IsTruncated: next !== undefined,
          ContinuationToken: token,
          NextContinuationToken: next === undefined ? undefined : Buffer.from(next).toString('base64url'),
          StartAfter: startAfter,
          Contents: keys.flatMap((key) => {
            const version = shelf.of(key).at(-1);
            if (version === undefined) return [];
            return {
              Key: written(key),
              LastModified: new Date(version.at).toISOString(),
              ETag: version.etag,
              Size: version.bytes,
              StorageClass: 'STANDARD',
            };
          }),
          CommonPrefixes: prefixes.map((Prefix) => ({ Prefix: written(Prefix) })),
        },
      },
    };
  },
});
