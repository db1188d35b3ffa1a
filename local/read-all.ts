import type { Readable } from 'node:stream';

/** The whole body; undefined if it is longer than `bytesMax` or breaks off. What is too long is read on and dropped. */
export async function readAll(body: Readable, bytesMax: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    return undefined;
  }
  return bytes > bytesMax ? undefined : Buffer.concat(chunks);
}
