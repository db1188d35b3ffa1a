import { afterEach } from '@jest/globals';
import type { Timeouts, Upstream } from '../../../contract/upstream.ts';
import { HttpsUpstream } from '../../../lambda/adapters/https-upstream.ts';
import type { Authorised, Call } from '../../../lambda/domain/call.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import type { UpstreamAnswer } from '../../../lambda/flows/ports.ts';
import { callOf, upstreamKey, upstreamOf } from '../../support/build.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type Answerer, type StubServer, stubServer } from '../../support/stub-server.ts';

let server: StubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** An upstream on loopback and a client of it, with a clock that stands still. */
export async function setUpUpstream(
  answer: Answerer,
  over: Partial<Upstream> & { readonly times?: Partial<Timeouts> } = {},
) {
  server = await stubServer(answer);
  const timeouts = { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000, totalMs: 5_000, ...over.times };
  const clock = new FakeClock();
  const upstream = new HttpsUpstream(
    upstreamOf({ baseUrl: `${server.url}/v2`, ...over, timeouts }),
    { allowLoopback: true },
    clock.now,
  );
  const forward = (call: Partial<Call> = {}, signal = new AbortController().signal) =>
    upstream.forward(callOf(call) as Authorised<Call>, upstreamKey(), signal);
  return { server, clock, forward };
}

/** The whole body of an answer. */
export async function textOf({ body }: UpstreamAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

/** What work came to: the code of its Fault, or `no fault`. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no fault',
    (error: unknown) => (error instanceof Fault ? error.code : `not a Fault: ${String(error)}`),
  );
