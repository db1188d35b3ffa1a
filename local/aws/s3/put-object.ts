import { createHash, randomBytes } from 'node:crypto';
import type { Operation, XmlAnswer } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { checkBody, demandChecksum } from './check-body.ts';
import { readLock } from './read-lock.ts';
import { noSuchKey, preconditionFailed, s3Error } from './s3-errors.ts';

const KEY_BYTES_MAX = 1024;
/** Kept with the object and answered as they came. */
const KEPT = /^(content-type|content-disposition|content-language|cache-control|expires|x-amz-meta-.+)$/;
const NOT_SERVED = ['x-amz-copy-source', 'x-amz-tagging', 'x-amz-server-side-encryption-customer-key'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = (buckets: Buckets): Operation => ({
  action: 's3:PutObject',
  resources: objectArn,
  also: (input) => [
    ...(input['x-amz-object-lock-mode'] === undefined ? [] : ['s3:PutObjectRetention']),
    ...(input['x-amz-object-lock-legal-hold'] === undefined ? [] : ['s3:PutObjectLegalHold']),
  ],
  context: (input) =>
    Object.fromEntries(
      ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id', 'if-none-match']
        .filter((name) => input[name] !== undefined)
        .map((name) => [`s3:${name}`, [String(input[name])]]),
    ),
  run: (input): Promise<XmlAnswer> => {
    for (const name of NOT_SERVED)
      if (input[name] !== undefined)
        throw s3Error('NotImplemented', `The local run does not serve ${name}`, 501);
    const { plan, shelf } = buckets.find(input);
    const key = optionalString(input, 'Key') ?? '';
    if (Buffer.byteLength(key) > KEY_BYTES_MAX) throw s3Error('KeyTooLongError', 'Your key is too long');
    const body = input['Body'] as Buffer;
    const sums = checkBody(input, body);
    const lock = readLock(input, plan, buckets.now());
    if (Object.keys(lock).length > 0) demandChecksum(input);
    const kept = Object.entries(input).filter(([name]) => KEPT.test(name));
    return shelf.inTurn(async () => {
      const current = shelf.of(key).at(-1);
      const etag = current?.deleted === false ? current.etag : undefined;
      if (input['if-none-match'] === '*' && etag !== undefined) throw preconditionFailed();
      const match = optionalString(input, 'if-match');
      if (match !== undefined && etag === undefined) throw noSuchKey();
      if (match !== undefined && match !== etag) throw preconditionFailed();
      const version = await shelf.put(
        {
          ...{ key, at: buckets.now(), deleted: false, bytes: body.length },
          id: plan.versioned ? randomBytes(24).toString('base64url') : 'null',
          etag: `"${createHash('md5').update(body).digest('hex')}"`,
          headers: {
            'content-type': 'binary/octet-stream',
            ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
            ...sums,
          },
          ...lock,
        },
        body,
      );
      return {
        headers: {
          ...sums,
          etag: version.etag,
          'x-amz-server-side-encryption': plan.encryption,
          ...(plan.versioned ? { 'x-amz-version-id': version.id } : {}),
        },
      };
    });
  },
});
