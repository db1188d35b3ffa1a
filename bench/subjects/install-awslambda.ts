import type { Writable } from 'node:stream';
import type { ResponseMetadata } from '../../lambda/adapters/stream-sink.ts';

/** What becomes of the status and headers of a streamed answer. */
export type BeginAnswer<S extends Writable> = (stream: S, metadata: ResponseMetadata) => S;

/** Puts the global that Lambda gives to streaming functions in place, reduced to the two calls that ours make. */
export function installAwslambda<S extends Writable>(begin: BeginAnswer<S>): void {
  const awslambda = {
    streamifyResponse: (handler: unknown) => handler,
    HttpResponseStream: { from: begin },
  };
  Object.assign(globalThis, { awslambda });
}
