import type { RestXmlService } from '../operation.ts';
import type { Authorize } from '../perform.ts';
import type { Buckets } from './buckets.ts';
import { deleteObject } from './delete-object.ts';
import { getBucketVersioning } from './get-bucket-versioning.ts';
import { getObject } from './get-object.ts';
import { getObjectLegalHold } from './get-object-legal-hold.ts';
import { getObjectLockConfiguration } from './get-object-lock-configuration.ts';
import { getObjectRetention } from './get-object-retention.ts';
import { headBucket } from './head-bucket.ts';
import { headObject } from './head-object.ts';
import { hideMissing } from './hide-missing.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { putObject } from './put-object.ts';
import { putObjectLegalHold } from './put-object-legal-hold.ts';
import { putObjectRetention } from './put-object-retention.ts';

const LIST = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

/** S3, as far as storing, reading, listing and locking objects goes. What is not here is `NotImplemented`. */
export function s3(buckets: Buckets, authorize: Authorize, region: string): RestXmlService {
  const hide = hideMissing(authorize);
  const object = { on: 'object' } as const;
  const bucket = { on: 'bucket' } as const;
  const get = { ...object, method: 'GET' };
  const put = { ...object, method: 'PUT' };
  const one = { needs: ['versionId'] };
  const version = { may: ['versionId'] };
  return {
    protocol: 'rest-xml',
    namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    routes: [
      { ...put, name: 'PutObject', operation: putObject(buckets) },
      { ...get, name: 'GetObject', operation: getObject(buckets, hide, 's3:GetObject') },
      { ...get, ...one, name: 'GetObject', operation: getObject(buckets, hide, 's3:GetObjectVersion') },
      { ...object, method: 'HEAD', name: 'HeadObject', operation: headObject(buckets, hide, 's3:GetObject') },
      {
        ...{ ...object, ...one, method: 'HEAD', name: 'HeadObject' },
        operation: headObject(buckets, hide, 's3:GetObjectVersion'),
      },
      {
        ...object,
        method: 'DELETE',
        name: 'DeleteObject',
        operation: deleteObject(buckets, 's3:DeleteObject'),
      },
      {
        ...{ ...object, ...one, method: 'DELETE', name: 'DeleteObject' },
        operation: deleteObject(buckets, 's3:DeleteObjectVersion'),
      },
      {
        ...{ ...get, ...version, needs: ['retention'], name: 'GetObjectRetention' },
        operation: getObjectRetention(buckets),
      },
      {
        ...{ ...put, ...version, needs: ['retention'], name: 'PutObjectRetention' },
        operation: putObjectRetention(buckets),
      },
      {
        ...{ ...get, ...version, needs: ['legal-hold'], name: 'GetObjectLegalHold' },
        operation: getObjectLegalHold(buckets),
      },
      {
        ...{ ...put, ...version, needs: ['legal-hold'], name: 'PutObjectLegalHold' },
        operation: putObjectLegalHold(buckets),
      },
      { ...bucket, method: 'HEAD', name: 'HeadBucket', operation: headBucket(buckets, region) },
      {
        ...{ ...bucket, method: 'GET', name: 'ListObjectsV2', needs: ['list-type'] },
        may: [...LIST, 'continuation-token', 'start-after', 'fetch-owner'],
        operation: listObjectsV2(buckets),
      },
      {
        ...{ ...bucket, method: 'GET', name: 'ListObjectVersions', needs: ['versions'] },
        may: [...LIST.filter((name) => name !== 'encoding-type'), 'key-marker'],
        operation: listObjectVersions(buckets),
      },
      {
        ...{ ...bucket, method: 'GET', name: 'GetBucketVersioning', needs: ['versioning'] },
        operation: getBucketVersioning(buckets),
      },
      {
        ...{ ...bucket, method: 'GET', name: 'GetObjectLockConfiguration', needs: ['object-lock'] },
        operation: getObjectLockConfiguration(buckets),
      },
    ],
  };
}
