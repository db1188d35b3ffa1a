import type { Operation, XmlAnswer } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type Buckets, bucketArn } from './buckets.ts';
import { listContext, listKeys } from './listing.ts';

/** Pages end with a key, never within its versions: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html. */
export const listObjectVersions = (buckets: Buckets): Operation => ({
  action: 's3:ListBucketVersions',
  resources: bucketArn,
  context: listContext,
  run: (input): XmlAnswer => {
    const { plan, shelf } = buckets.find(input);
    const marker = optionalString(input, 'key-marker') ?? '';
    const { prefix, delimiter, limit, keys, prefixes, next } = listKeys(input, shelf.keys(), marker);
    const versions = keys.flatMap((key) =>
      [...shelf.of(key)].reverse().map((version, i) => ({
        deleted: version.deleted,
        entry: {
          Key: key,
          VersionId: version.id,
          IsLatest: i === 0,
          LastModified: new Date(version.at).toISOString(),
          ...(version.deleted ? {} : { ETag: version.etag, Size: version.bytes, StorageClass: 'STANDARD' }),
        },
      })),
    );
    const of = (deleted: boolean) => versions.filter((v) => v.deleted === deleted).map((v) => v.entry);
    return {
      document: {
        ListVersionsResult: {
          ...{ Name: plan.name, Prefix: prefix, KeyMarker: marker, Delimiter: delimiter, MaxKeys: limit },
          ...{ IsTruncated: next !== undefined, NextKeyMarker: next },
          ...{ Version: of(false), DeleteMarker: of(true) },
          CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })),
        },
      },
    };
  },
});
