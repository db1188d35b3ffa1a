/** What was read, and the same body from its first byte: nothing is lost to whoever reads on. */
export interface BoundedRead {
  readonly text: string;
  readonly replay: AsyncIterable<Buffer>;
}

/** Reads a body until it ends or holds more than `bytesMax`. */
export async function readBounded(body: AsyncIterable<Buffer>, bytesMax: number): Promise<BoundedRead> {
  const source = body[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let bytes = 0;
  while (bytes <= bytesMax) {
    const next = await source.next();
    if (next.done === true) break;
    chunks.push(next.value);
    bytes += next.value.length;
  }
  return { text: Buffer.concat(chunks).toString('utf8'), replay: replay(chunks, source) };
}

async function* replay(chunks: readonly Buffer[], source: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  yield* { [Symbol.asyncIterator]: () => source };
}
