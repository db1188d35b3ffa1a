import type { Readable } from 'node:stream';

/** Gemini's limit for a request with inline data was 20 MB for years; the sandbox keeps it. */
export const BODY_BYTES_MAX = 20 * 1024 * 1024;

/**
 * The whole body, or `undefined` when it is over the limit. The rest of such a body is read and dropped: a client that is still
 * sending when the connection closes would see a reset instead of the error.
 */
export async function readBody(request: Readable): Promise<Buffer | undefined> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
    else chunks = [];
  }
  return bytes <= BODY_BYTES_MAX ? Buffer.concat(chunks) : undefined;
}
