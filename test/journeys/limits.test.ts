import net, { type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { drain } from '../support/drain.ts';
import { peakMemory } from '../support/function-processes.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { pour } from '../support/hostile-modes.ts';
import { type Act, type HostileUpstream, hostileUpstream } from '../support/hostile-upstream.ts';

/** `SALLYPORT_LIMITS=full` runs the load that is promised; otherwise one of the same kind that every run can afford. */
const FULL = process.env['SALLYPORT_LIMITS'] === 'full';
const SLOW_SOCKETS = FULL ? 400 : 100;
const SLOW_READERS = FULL ? 200 : 30;
const ANSWERS = FULL ? 20 : 4;
const MEGABYTE = 1_048_576;
const ANSWER_BYTES = (FULL ? 64 : 16) * MEGABYTE;
const BOMB_BYTES = 300 * MEGABYTE;
const GROWTH_BYTES_MAX = 64 * MEGABYTE;
/** How soon others are served whatever goes on. Generous: the load runs on the same machine. */
const OTHERS_MS_MAX = FULL ? 10_000 : 5_000;

const block = Buffer.alloc(65_536, 'x');
const sized =
  (bytes: number): Act =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes}\r\n\r\n`);
    pour(socket, block, bytes);
  };

let upstream: HostileUpstream;
let gateway: Gateway;
let before: number;
const sockets = new Set<Socket>();

beforeAll(async () => {
  upstream = await hostileUpstream({
    modes: { big: { act: sized(ANSWER_BYTES) }, bomb: { act: sized(BOMB_BYTES) } },
  });
  const upstreamOf = (mount: string) => ({
    preset: 'http',
    mount,
    baseUrl: upstream.url,
    inject: { header: 'x-token' },
    carriers: ['x-api-key'],
    routes: [{ methods: ['GET', 'POST'], path: '/**' }],
    timeouts: { connectMs: 1_000, headersMs: 5_000, idleMs: 20_000, totalMs: 60_000 },
  });
  gateway = await startGateway({
    config: {
      upstreams: { loaded: upstreamOf('/loaded'), other: upstreamOf('/other') },
      products: { all: [{ upstream: 'loaded' }, { upstream: 'other' }] },
      plans: { basic: { rate: 1_000, burst: 1_000 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { LOADED_API_KEY: 'key-of-the-loaded-one', OTHER_API_KEY: 'key-of-the-other-one' },
  });
  for (let n = 0; n < 20; n += 1) {
    await Promise.all([ask('/loaded/hello'), ask('/other/hello')]);
  }
  before = peakMemory(gateway);
}, 120_000);
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

async function ask(path: string): Promise<{ status: number; bytes: number; cut: boolean; tookMs: number }> {
  const startedAt = performance.now();
  const response = await gateway.fetch(path, { headers: { 'x-api-key': gateway.ready.demoKey } });
  const { bytes, cut } = await drain(response);
  return { status: response.status, bytes, cut, tookMs: performance.now() - startedAt };
}

/** A client by hand, which reads nothing unless it is told to. */
function open(text: string): Socket {
  const socket = net.connect(Number(new URL(gateway.ready.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.add(socket);
  socket.write(text);
  return socket;
}

const requestFor = (path: string): string => {
  const { pathname, host } = new URL(gateway.ready.url);
  return `GET ${pathname.replace(/\/$/, '')}${path} HTTP/1.1\r\nHost: ${host}\r\nx-api-key: ${gateway.ready.demoKey}\r\n`;
};

async function expectOthersServed(path: string): Promise<void> {
  for (let n = 0; n < 5; n += 1) {
    const { status, tookMs } = await ask(path);
    expect(status).toBe(200);
    expect(tookMs).toBeLessThan(OTHERS_MS_MAX);
  }
}

const expectNoGrowth = () => expect(peakMemory(gateway) - before).toBeLessThan(GROWTH_BYTES_MAX);

test(`${SLOW_SOCKETS} clients that send their requests drop by drop keep nobody waiting`, async () => {
  const slow = Array.from({ length: SLOW_SOCKETS }, (_, n) => {
    const whole = `${requestFor('/loaded/hello')}${n % 2 === 0 ? 'Content-Length: 100\r\n\r\n' : ''}`;
    return open(whole.slice(0, n % 2 === 0 ? undefined : 40));
  });
  const drops = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write('a');
  }, 200);
  await pause(1_000);
  await expectOthersServed('/loaded/hello');
  clearInterval(drops);
  expectNoGrowth();
}, 60_000);

test(`${SLOW_READERS} clients that do not read hold their own upstream only, and no more than their share of memory`, async () => {
  const statuses: string[] = [];
  const startedAt = performance.now();
  const heads = Array.from({ length: SLOW_READERS }, () => {
    const socket = open(`${requestFor('/loaded/endless-body')}\r\n`);
    return new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.once('data', (chunk: Buffer) => {
        socket.pause();
        statuses.push(chunk.toString('latin1', 9, 12));
        resolve();
      });
    });
  });
  await expectOthersServed('/other/hello');
  await Promise.all(heads);
  // Beyond the processes that one function may have, clients are told to come back, and soon.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect([...new Set(statuses)].sort()).toEqual(['200', '503']);
  expect(statuses).toHaveLength(SLOW_READERS);
  await pause(1_000);
  await expectOthersServed('/other/hello');
  expectNoGrowth();
  for (const socket of sockets) socket.destroy();
  for (const { head, socket } of upstream.received)
    while (head.includes('/endless-body') && !socket.destroyed) await pause(10);
  await expectOthersServed('/loaded/hello');
}, 60_000);

test('a client beyond the processes of a function is told so as a problem, with when to come back', async () => {
  const held = Array.from({ length: 20 }, () => open(`${requestFor('/loaded/endless-body')}\r\n`));
  await Promise.all(
    held.map((socket) => new Promise((resolve) => socket.once('data', () => resolve(socket.pause())))),
  );
  const response = await gateway.fetch('/loaded/hello', { headers: { 'x-api-key': gateway.ready.demoKey } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await response.json()).toMatchObject({ code: 'gateway.unavailable', status: 503 });
}, 60_000);

test(`${ANSWERS} answers of ${ANSWER_BYTES / MEGABYTE} MB at the same time arrive whole, and none is held in memory`, async () => {
  const answers = Promise.all(Array.from({ length: ANSWERS }, () => ask('/loaded/big')));
  await expectOthersServed('/other/hello');
  for (const { status, bytes, cut } of await answers)
    expect([status, bytes, cut]).toEqual([200, ANSWER_BYTES, false]);
  expectNoGrowth();
}, 120_000);

test('a bomb of 300 MB is refused unread where it is compressed, and passes through where it is not', async () => {
  expect(await ask('/loaded/gzip-bomb')).toMatchObject({ status: 502 });
  expect(await ask('/loaded/bomb')).toMatchObject({ status: 200, bytes: BOMB_BYTES, cut: false });
  expectNoGrowth();
}, 120_000);
