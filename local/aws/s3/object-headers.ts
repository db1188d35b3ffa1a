import type { Input } from '../operation.ts';
import type { Bucket } from './buckets.ts';
import type { ObjectVersion } from './object-version.ts';

/** What GetObject and HeadObject say of a version, https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html. */
export const objectHeaders = (
  { plan }: Bucket,
  { id, at, etag, bytes, headers, retention, held }: ObjectVersion,
  input: Input,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(headers).filter(([name]) => isAskedFor(name, input))),
  etag,
  'accept-ranges': 'bytes',
  'content-length': String(bytes),
  'last-modified': new Date(at).toUTCString(),
  'x-amz-server-side-encryption': plan.encryption,
  ...(plan.versioned ? { 'x-amz-version-id': id } : {}),
  ...(retention === undefined
    ? {}
    : {
        'x-amz-object-lock-mode': retention.mode,
        'x-amz-object-lock-retain-until-date': new Date(retention.until).toISOString(),
      }),
  ...(held === undefined ? {} : { 'x-amz-object-lock-legal-hold': held ? 'ON' : 'OFF' }),
});

/** Checksums are of the whole object, and told on request only. */
const isAskedFor = (name: string, input: Input): boolean =>
  !name.startsWith('x-amz-checksum-') ||
  (input['x-amz-checksum-mode'] === 'ENABLED' && input['range'] === undefined);
