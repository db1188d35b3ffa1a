import { isAtMost } from '../domain/answer-head.ts';
import type { UpstreamAnswer } from './ports.ts';

/** Every ordinary JSON answer; a stream says no length. */
const SHORT_BYTES_MAX = 65_536;

/**
 * A body that says that it is short is read to its end before any of the answer leaves: if it breaks off, the client gets an
 * error of ours and not a stump. Any other body passes as it comes.
 */
export async function holdShortBody(answer: UpstreamAnswer): Promise<AsyncIterable<Buffer>> {
  if (!isAtMost(answer.headers, SHORT_BYTES_MAX)) return answer.body;
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return inOne(chunks);
}

async function* inOne(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  const [only] = chunks;
  if (only !== undefined) yield chunks.length === 1 ? only : Buffer.concat(chunks);
}
