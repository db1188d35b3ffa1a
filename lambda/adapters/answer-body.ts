import type { Readable } from 'node:stream';
import { Fault } from '../domain/fault.ts';

/** How a body is watched while it comes. */
export interface BodyWatch {
  /** Between two chunks, counted only while the next one is being waited for: a slow reader is not a slow upstream. */
  readonly idleMs: number;
  /** Gives the exchange up as too slow. */
  readonly expire: () => void;
  /** Why it was given up, if it was. Node says `aborted` for every way in which a body breaks off. */
  readonly expired: () => Fault | undefined;
}

/** The chunks of an answer as they come. Ends normally only where the upstream completed its answer. */
export async function* answerBody(response: Readable, watch: BodyWatch): AsyncGenerator<Buffer> {
  let waiting = false;
  const idle = setTimeout(() => {
    if (waiting) watch.expire();
  }, watch.idleMs);
  response.once('close', () => clearTimeout(idle));
  try {
    const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
    for (;;) {
      waiting = true;
      idle.refresh();
      const next = await chunks.next();
      waiting = false;
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    throw watch.expired() ?? asUpstreamFault(error);
  } finally {
    clearTimeout(idle);
    response.destroy(); // of a complete answer the connection is kept
  }
}

export const asUpstreamFault = (error: unknown): Fault =>
  error instanceof Fault ? error : new Fault('upstream.unreachable', { cause: error });
