import { AwsError } from '../aws-error.ts';
import type { WireRequest } from './wire-request.ts';

/**
 * The body without the frames of `aws-chunked`, https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html.
 * Signatures of chunks and the trailing checksum are not checked.
 */
export function unchunk({ headers, body }: WireRequest): Buffer {
  if (!/aws-chunked/.test(headers['content-encoding'] ?? '')) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || Number.isNaN(size) || end + 2 + size > body.length)
      throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly.');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
