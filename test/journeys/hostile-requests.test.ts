import { once } from 'node:events';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { type StubServer, stubServer } from '../support/stub-server.ts';

const UPSTREAM_KEY = 'upstream-key-0123456789abcdef/+=';
const CALL = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';

let upstream: StubServer;
let gateway: Gateway;
let key: string;

beforeAll(async () => {
  upstream = await stubServer((response) => response.end('{}'));
  gateway = await startGateway({
    config: {
      upstreams: { gemini: { preset: 'gemini', baseUrl: upstream.url } },
      products: { gemini: [{ upstream: 'gemini' }] },
      plans: { basic: { rate: 1_000, burst: 1_000 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { GEMINI_API_KEY: UPSTREAM_KEY },
  });
  key = gateway.ready.demoKey;
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

/** Sends these bytes as they are and gives back the status; -1 where the connection was closed without an answer. */
async function raw(target: string, lines: readonly string[] = [], rest = 'Content-Length: 2\r\n\r\n{}') {
  const { hostname, port, host } = new URL(gateway.ready.url);
  const before = upstream.received.length;
  const socket = net.connect(Number(port), hostname);
  await once(socket, 'connect');
  const named = lines.some((line) => /^host:/i.test(line)) ? lines : [`Host: ${host}`, ...lines];
  socket.write(`POST ${target} HTTP/1.1\r\n${[...named, 'Connection: close'].join('\r\n')}\r\n${rest}`);
  const answer = await text(socket);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? -1);
  return { status, answer, seen: upstream.received.slice(before) };
}
const withKey = () => [`x-goog-api-key: ${key}`];

test('a key in a parameter whose name is percent-encoded is the same key, and is gone upstream', async () => {
  const { status, seen } = await raw(`${CALL}?k%65y=${key}&alt=json`);
  expect([status, seen.map(({ url }) => url)]).toEqual([200, [`${CALL.slice('/gemini'.length)}?alt=json`]]);
});

test.each<[string, () => [string, string[]?, string?]]>([
  ['the same parameter twice, once encoded', () => [`${CALL}?key=${key}&k%65y=${key}`]],
  ['a parameter with brackets', () => [`${CALL}?key[]=${key}`]],
  ['a parameter of another case', () => [`${CALL}?KEY=${key}`]],
  ['a header sent twice', () => [CALL, [...withKey(), ...withKey()]]],
  ['a header with underscores', () => [CALL, [`x_goog_api_key: ${key}`]]],
  ['another scheme', () => [CALL, [`Authorization: Basic ${key}`]]],
  ['two schemes', () => [CALL, [`Authorization: Bearer ${key}, Bearer ${key}`]]],
  [
    'a trailer',
    () => [
      CALL,
      ['Trailer: x-goog-api-key', 'Transfer-Encoding: chunked'],
      `\r\n2\r\n{}\r\n0\r\nx-goog-api-key: ${key}\r\n\r\n`,
    ],
  ],
])('a key in %s opens nothing', async (_name, parts) => {
  const { status, seen } = await raw(...parts());
  expect([status, seen]).toEqual([401, []]);
});

test('no header can choose the host, the method or the path of the upstream call', async () => {
  const { status, seen } = await raw(CALL, [
    ...withKey(),
    'Host: evil.example',
    'X-Forwarded-Host: evil.example',
    'X-HTTP-Method-Override: DELETE',
    'X-Original-URL: /v1beta/files',
  ]);
  expect(status).toBe(200);
  expect(seen).toMatchObject([
    { method: 'POST', url: CALL.slice('/gemini'.length), headers: { host: new URL(upstream.url).host } },
  ]);
  expect(JSON.stringify(seen)).not.toMatch(/evil|DELETE|files/);
});

test.each([
  `http://evil.example${CALL}`,
  `//evil.example${CALL}`,
  `/gemini//evil.example/v1beta/models/x:generateContent`,
  `/gemini@evil.example/v1beta/models/x:generateContent`,
  `/gemini/v1beta/models/..%2f..%2ffiles:generateContent`,
  `/gemini/v1beta/models/../../v1beta/files`,
  `/gemini/v1beta/models/%zz:generateContent`,
  `/gemini/v1beta/models/%c0%ae%c0%ae:generateContent`,
  `/gemini/v1beta/models/${encodeURIComponent('．．')}/x:generateContent`,
  `${CALL}?callback=f`,
  `${CALL}?%24.xgafv=1`,
  '*',
])('the target %s is refused by the gateway itself and reaches nobody', async (target) => {
  const { status, seen } = await raw(target, withKey());
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(seen).toEqual([]);
});

test('a broken percent-encoding in the query is no failure, and travels as text', async () => {
  const { status, seen } = await raw(`${CALL}?a=%zz&b=%&c=%41`, withKey());
  expect([status, seen[0]?.url.split('?')[1]]).toEqual([200, 'a=%25zz&b=%25&c=A']);
});

test('overrides of the method and other credentials in the query are left out', async () => {
  const { seen } = await raw(`${CALL}?$httpMethod=DELETE&access_token=ya29.x&alt=sse`, withKey());
  expect(seen.map(({ method, url }) => [method, url.split('?')[1]])).toEqual([['POST', 'alt=sse']]);
});

test('no key shows in anything that was printed, logged or stored', () => {
  expect(leaksOf(gateway, [UPSTREAM_KEY, key])).toEqual([]);
});
