import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import type { Timeouts } from '../../../contract/upstream.ts';
import { HttpsUpstream } from '../../../lambda/adapters/https-upstream.ts';
import { upstreamOf } from '../../support/build.ts';
import type { Answerer } from '../../support/stub-server.ts';
import { codeOf, setUpUpstream as setUp, textOf } from './https-upstream-setup.ts';

test('an answer is handed over with its status, its headers in lower case, and its bytes', async () => {
  const { forward } = await setUp((response) =>
    response.writeHead(201, { 'X-Two': ['a', 'b'] }).end('hello'),
  );
  const answer = await forward();
  expect(answer.status).toBe(201);
  expect(answer.headers.filter(([name]) => name === 'x-two')).toEqual([
    ['x-two', 'a'],
    ['x-two', 'b'],
  ]);
  expect(await textOf(answer)).toBe('hello');
});

test('a redirect is an answer like any other and is not followed', async () => {
  const { server, forward } = await setUp((response) =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  );
  const answer = await forward();
  expect([answer.status, await textOf(answer), server.received.length]).toEqual([302, '', 1]);
});

test('a compressed answer is handed over as it came', async () => {
  const { forward } = await setUp((response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('not undone'),
  );
  expect(await textOf(await forward())).toBe('not undone');
});

test('each chunk is handed over as it comes', async () => {
  const { forward } = await setUp((response) => {
    response.write('first');
    response.socket?.once('data', () => undefined);
  });
  const answer = await forward();
  const first = await answer.body[Symbol.asyncIterator]().next();
  expect(String(first.value)).toBe('first');
  answer.discard();
});

test('a body that is cut is a Fault and never a normal end', async () => {
  const { forward } = await setUp((response, _request, n) => {
    if (n === 0) response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  });
  for (let n = 0; n < 2; n += 1) expect(await codeOf(forward().then(textOf))).toBe('upstream.unreachable');
});

test('an upstream that hangs up, or is not there, is unreachable', async () => {
  const { server, forward } = await setUp((response) => response.destroy());
  expect(await codeOf(forward())).toBe('upstream.unreachable');
  server.http.close();
  expect(await codeOf(forward())).toBe('upstream.unreachable');
  expect(server.received).toHaveLength(1);
});

test.each<[string, Partial<Timeouts>, Answerer]>([
  ['sends no headers', { headersMs: 10, connectMs: 10 }, () => undefined],
  ['is slow as a whole', { totalMs: 30 }, () => undefined],
])('an upstream that %s is too slow', async (_name, times, answer) => {
  const { server, forward } = await setUp(answer, { times });
  expect(await codeOf(forward())).toBe('upstream.timeout');
  expect(server.received.length).toBeLessThanOrEqual(1);
});

test.each<[string, Partial<Timeouts>]>([
  ['falls silent', { idleMs: 30 }],
  ['never ends', { totalMs: 60 }],
])('an upstream that %s in the middle of its answer is too slow', async (_name, times) => {
  const timers: NodeJS.Timeout[] = [];
  const { forward } = await setUp(
    (response) => {
      response.write('first');
      if (times.totalMs !== undefined) timers.push(setInterval(() => response.write('more'), 5));
    },
    { times },
  );
  expect(await codeOf(forward().then(textOf))).toBe('upstream.timeout');
  for (const timer of timers) clearInterval(timer);
});

test.each(['before the answer', 'in the middle of the answer'])(
  'giving up %s closes the connection to the upstream',
  async (when) => {
    let arrived: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const closed: Promise<unknown>[] = [];
    const { forward } = await setUp((response) => {
      closed.push(once(response, 'close'));
      if (when !== 'before the answer') response.write('first');
      arrived();
    });
    const gone = new AbortController();
    const asked = forward({}, gone.signal);
    const ended = codeOf(asked.then(textOf));
    await (when === 'before the answer' ? arrival : asked);
    gone.abort();
    await Promise.all(closed);
    expect(await ended).toBe('upstream.unreachable');
  },
);

test('an answer that is discarded closes the connection, and may be discarded again', async () => {
  const closed: Promise<unknown>[] = [];
  const { forward } = await setUp((response) => {
    closed.push(once(response, 'close'));
    response.write('first');
  });
  const answer = await forward();
  answer.discard();
  answer.discard();
  await Promise.all(closed);
});

test('a call of a client that has already left is not sent', async () => {
  const { server, forward } = await setUp((response) => response.end());
  expect(await codeOf(forward({}, AbortSignal.abort()))).toBe('upstream.unreachable');
  expect(server.received).toEqual([]);
});

test('plain HTTP is refused unless the stage cannot be deployed', () => {
  const upstream = upstreamOf({ baseUrl: 'http://127.0.0.1:9' });
  expect(() => new HttpsUpstream(upstream, { allowLoopback: false }, () => new Date())).toThrow(
    'needs https',
  );
  expect(new HttpsUpstream(upstreamOf(), { allowLoopback: false }, () => new Date())).toBeDefined();
});
