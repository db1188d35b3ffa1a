import { randomBytes } from 'node:crypto';
import type { Operation, XmlAnswer } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { BYPASS, bypasses, isLocked } from './lock-rules.ts';
import { locked } from './s3-errors.ts';

/**
 * Without a version it only marks the object as deleted where versions are kept; with one, what is locked stays
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html).
 */
export const deleteObject = (
  buckets: Buckets,
  action: 's3:DeleteObject' | 's3:DeleteObjectVersion',
): Operation => ({
  action,
  resources: objectArn,
  also: (input) => (bypasses(input) ? [BYPASS] : []),
  run: (input): Promise<XmlAnswer> => {
    const { plan, shelf } = buckets.find(input);
    const key = optionalString(input, 'Key') ?? '';
    const wanted = optionalString(input, 'versionId') ?? (plan.versioned ? undefined : 'null');
    return shelf.inTurn(async () => {
      if (wanted === undefined) {
        const id = randomBytes(24).toString('base64url');
        const mark = { key, id, at: buckets.now(), deleted: true, etag: '', bytes: 0, headers: {} };
        await shelf.put(mark, Buffer.alloc(0));
        return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': id } };
      }
      const version = shelf.of(key).find(({ id }) => id === wanted);
      // What is not there is deleted already.
      if (version === undefined) return { status: 204 };
      if (isLocked(version, bypasses(input), buckets.now())) throw locked();
      await shelf.remove(version);
      return {
        status: 204,
        headers: {
          ...(plan.versioned ? { 'x-amz-version-id': version.id } : {}),
          ...(version.deleted ? { 'x-amz-delete-marker': 'true' } : {}),
        },
      };
    });
  },
});
