import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpsUpstream } from '../../../lambda/adapters/https-upstream.ts';
import type { Authorised, Call } from '../../../lambda/domain/call.ts';
import { isSearchable } from '../../../lambda/domain/searchable.ts';
import { callOf, upstreamKey, upstreamOf } from '../../support/build.ts';
import { selfSigned } from '../../support/certificate.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { HOSTILE_MODES, TLS_MODES } from '../../support/hostile-modes.ts';
import { type HostileUpstream, hostileUpstream } from '../../support/hostile-upstream.ts';
import { codeOf, textOf } from './https-upstream-setup.ts';

let server: HostileUpstream;
beforeAll(async () => {
  server = await hostileUpstream();
});
afterAll(() => server.close());

const timeouts = { connectMs: 1_000, headersMs: 150, idleMs: 150, totalMs: 400 };
const clientOf = ({ url } = server) =>
  new HttpsUpstream(upstreamOf({ baseUrl: url, timeouts }), { allowLoopback: true }, new FakeClock().now);
const ask = (client: HttpsUpstream, mode: string, signal = new AbortController().signal) =>
  client.forward(callOf({ path: `/${mode}` }) as Authorised<Call>, upstreamKey(), signal);

/** Resolves once a request of this mode has come. */
async function arrived(upstream: HostileUpstream, mode: string): Promise<void> {
  for (let n = 0; n < 1_000; n += 1) {
    if (upstream.received.at(-1)?.head.includes(`/${mode} `) === true) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const fail = (): never => {
  throw new Error('no connection is open');
};

/** What the adapter itself makes of a mode; whether a body may be read at all is decided above it. */
async function endingOf(mode: string): Promise<string> {
  const client = clientOf();
  const answer = await ask(client, mode).catch(async (error: unknown) => codeOf(Promise.reject(error)));
  if (typeof answer === 'string') return answer;
  if (!isSearchable(answer)) {
    answer.discard();
    return 'upstream.unreadable';
  }
  const text = await textOf(answer).catch(async (error: unknown) => codeOf(Promise.reject(error)));
  answer.discard();
  return text.startsWith('upstream.') ? text : `${answer.status} ${text}`;
}

test.each(Object.entries(HOSTILE_MODES))(
  'an upstream that does %s ends as it should',
  async (mode, { ending }) => {
    const found = await endingOf(mode);
    if (ending.kind === 'served') expect(found).toMatch(`${ending.status} ${ending.text ?? ''}`);
    else expect(found).toBe(ending.fault);
  },
);

test.each(Object.entries(TLS_MODES))(
  'an upstream that does %s ends as it should',
  async (mode, { ending }) => {
    const own = await hostileUpstream({ tls: selfSigned('localhost'), tlsModes: [mode] });
    const short = { ...timeouts, connectMs: 100 };
    const baseUrl = `https://localhost:${own.port}`;
    const client = new HttpsUpstream(
      upstreamOf({ baseUrl, timeouts: short }),
      { allowLoopback: true },
      new FakeClock().now,
    );
    expect(ending).toEqual({ kind: 'before', fault: await codeOf(ask(client, 'hello')) });
    expect(own.received).toEqual([]);
    await own.close();
  },
);

test.each([
  'smuggled-with',
  'smuggled-after',
  'smuggled-half',
  'body-longer-than-length',
  'body-of-204',
  'body-of-304',
])(
  'bytes after an answer (%s) reach no later caller, and their connection is not used again',
  async (mode) => {
    const client = clientOf();
    const [first, second] = [callOf({ path: `/${mode}` }), callOf({ path: '/hello' })];
    const signal = new AbortController().signal;
    const before = server.accepted();
    await textOf(await client.forward(first as Authorised<Call>, upstreamKey(), signal));
    const closed = once([...server.open].at(-1) ?? fail(), 'close');
    if (mode !== 'smuggled-half') await closed; // of half an answer nothing shows until its rest comes
    const text = await textOf(await client.forward(second as Authorised<Call>, upstreamKey(), signal)).catch(
      () => 'refused',
    );
    expect(['hello', 'refused']).toContain(text);
    if (mode !== 'smuggled-half') expect([text, server.accepted() - before]).toEqual(['hello', 2]);
  },
);

test.each([
  'hang-before-headers',
  'hang-in-headers',
  'drip-headers',
  'endless-noise',
  'hang-before-body',
  'hang-mid-body',
  'drip-body',
  'endless-body',
])('giving up on an upstream that does %s closes its connection at once', async (mode) => {
  const gone = new AbortController();
  const own = await hostileUpstream();
  const asked = ask(clientOf(own), mode, gone.signal).then(textOf);
  const ended = codeOf(asked);
  await arrived(own, mode);
  gone.abort();
  const startedAt = performance.now();
  await own.quiet();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(await ended).toBe('upstream.unreachable');
  await own.close();
});

test('an upstream that never ends does not make the process hold what nobody reads', async () => {
  const client = clientOf();
  const answer = await ask(client, 'endless-body');
  const first = await answer.body[Symbol.asyncIterator]().next();
  expect(first.done).toBe(false);
  const before = process.memoryUsage.rss();
  for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1_048_576);
  answer.discard();
});
