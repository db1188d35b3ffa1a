/** What answers are made of; each in chunks as a socket gives them. Not random, so that every run searches the same bytes. */
export function payloads(bytes: number): Readonly<Record<string, readonly Buffer[]>> {
  const noise = pseudoRandom(bytes);
  const words = 'The quick brown fox says "hello" to 7 lazy dogs, and \\u00e9t\\u00e9 is summer.\\n';
  return {
    'text in JSON': chunked(
      Buffer.alloc(bytes, `{"candidates":[{"content":{"parts":[{"text":"${words.repeat(20)}"}]}}]}`),
    ),
    'numbers in JSON': chunked(
      Buffer.from([...noise.subarray(0, bytes / 8)].map((n) => (n / 3000 - 0.04).toFixed(6)).join(',')),
    ),
    base64: chunked(Buffer.from(noise.subarray(0, (bytes * 3) / 4).toString('base64'))),
    binary: chunked(noise),
    'unicode escapes only': chunked(
      Buffer.from(
        [...noise.subarray(0, bytes / 6)].map((n) => `\\u00${n.toString(16).padStart(2, '0')}`).join(''),
      ),
    ),
  };
}

const CHUNK_BYTES = 65_536;

function chunked(data: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; at += CHUNK_BYTES) chunks.push(data.subarray(at, at + CHUNK_BYTES));
  return chunks;
}

/** A linear congruential generator: bytes without a pattern, the same in every run. */
function pseudoRandom(bytes: number): Buffer {
  const data = Buffer.allocUnsafe(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = state >>> 24;
  }
  return data;
}
