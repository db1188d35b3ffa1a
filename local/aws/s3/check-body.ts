import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { s3Error } from './s3-errors.ts';

const hash = (name: string) => (body: Buffer) => createHash(name).update(body).digest('base64');

const CHECKSUMS: Readonly<Record<string, (body: Buffer) => string>> = {
  'x-amz-checksum-crc32': (body) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return sum.toString('base64');
  },
  'x-amz-checksum-sha1': hash('sha1'),
  'x-amz-checksum-sha256': hash('sha256'),
};

/**
 * The checksum that came with a body, as a header to keep; a wrong one is refused. Clients send a CRC-32 unless told otherwise
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html).
 */
export function checkBody(input: Input, body: Buffer): Readonly<Record<string, string>> {
  const md5 = optionalString(input, 'content-md5');
  if (md5 !== undefined && md5 !== hash('md5')(body))
    throw s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const names = Object.keys(input).filter((name) => /^x-amz-checksum-(?!mode|algorithm|type)/.test(name));
  for (const name of names) {
    const sum = CHECKSUMS[name];
    if (sum === undefined)
      throw s3Error('NotImplemented', `The local run does not know ${name}; use CRC32, SHA1 or SHA256`, 501);
    if (sum(body) !== input[name])
      throw s3Error(
        'BadDigest',
        `The ${name.slice(15).toUpperCase()} you specified did not match the calculated checksum.`,
      );
  }
  return Object.fromEntries(names.map((name) => [name, String(input[name])]));
}

/** A locked object must be proven to have arrived whole, https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html. */
export function demandChecksum(input: Input): void {
  const named = Object.keys(input).some((name) => /^(content-md5|x-amz-checksum-|x-amz-trailer$)/.test(name));
  if (!named)
    throw s3Error(
      'InvalidRequest',
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    );
}
