import { gunzipSync } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import type { WireRequest } from './wire-request.ts';

const BYTES_MAX = 16 * 1024 * 1024;

/** The body as it was before the client compressed it: those of CloudWatch compress large requests (https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait). */
export function inflate({ headers, body }: WireRequest): Buffer {
  if (headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: BYTES_MAX });
  } catch {
    throw new AwsError('SerializationException', 'The body is not gzip, or too large');
  }
}
