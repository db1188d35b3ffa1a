import { afterEach, expect, test } from '@jest/globals';
import type { Injection } from '../../../contract/upstream.ts';
import { HttpsUpstream } from '../../../lambda/adapters/https-upstream.ts';
import type { Authorised, Call } from '../../../lambda/domain/call.ts';
import { callOf, upstreamKey, upstreamOf } from '../../support/build.ts';
import { type Received, type StubServer, stubServer } from '../../support/stub-server.ts';

let server: StubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const KEY = 'AQ.the/upstream+key=';

/** What an upstream receives when a call is forwarded with the key injected this way. */
async function received(
  call: Partial<Call>,
  inject: Injection = { as: 'header', name: 'X-Token' },
  base = '/v2',
): Promise<Received> {
  server = await stubServer((response) => response.end());
  const upstream = new HttpsUpstream(
    upstreamOf({ baseUrl: server.url + base, inject }),
    { allowLoopback: true },
    () => new Date(),
  );
  const answer = await upstream.forward(
    callOf(call) as Authorised<Call>,
    upstreamKey(KEY),
    new AbortController().signal,
  );
  for await (const _chunk of answer.body);
  const [request] = server.received;
  if (request === undefined) throw new Error('nothing was received');
  return request;
}

test('path and query arrive as they were sent, below the base path', async () => {
  const { method, url } = await received({
    method: 'GET',
    path: '/a%20b/x:go;v=1',
    query: [
      ['q', 'a b&c=ü'],
      ['q', '+'],
      ['empty', ''],
    ],
  });
  expect([method, url]).toEqual(['GET', '/v2/a%20b/x:go;v=1?q=a%20b%26c%3D%C3%BC&q=%2B&empty=']);
});

test('a base URL without a path adds nothing', async () => {
  expect((await received({ path: '/x' }, undefined, '')).url).toBe('/x');
});

test.each<[Injection, string, string]>([
  [{ as: 'header', name: 'X-Token' }, 'x-token', KEY],
  [{ as: 'bearer' }, 'authorization', `Bearer ${KEY}`],
  [{ as: 'basic', user: 'api' }, 'authorization', `Basic ${Buffer.from(`api:${KEY}`).toString('base64')}`],
])('the key injected as %j arrives in one header and nowhere else', async (inject, header, value) => {
  const request = await received({ query: [['a', '1']] }, inject);
  expect(request.headers[header]).toBe(value);
  expect(request.rawHeaders.filter((text) => text === value)).toHaveLength(1);
  expect(request.url).toBe('/v2/forecast/rome?a=1');
});

test('the key injected into the query arrives once, encoded, and in no header', async () => {
  const request = await received({ query: [['a', '1']] }, { as: 'query', name: 'appid' });
  expect(request.url).toBe(`/v2/forecast/rome?a=1&appid=${encodeURIComponent(KEY)}`);
  expect(request.rawHeaders.join()).not.toContain(KEY);
});

test('a header of the call cannot stand beside or in place of the injected one', async () => {
  const request = await received({ headers: [['x-token', 'mine']] });
  expect(request.rawHeaders.filter((name) => name.toLowerCase() === 'x-token')).toHaveLength(1);
  expect(request.headers['x-token']).toBe(KEY);
});

test('an answer is asked for without compression, whatever the call says', async () => {
  const request = await received({ headers: [['accept-encoding', 'gzip']] });
  expect(request.headers['accept-encoding']).toBe('identity');
});

test('repeated headers arrive repeated, and names that every object has are ordinary', async () => {
  const headers = [
    ['accept', 'a'],
    ['x-two', '1'],
    ['x-two', '2'],
    ['x-two', '3'],
    ['constructor', 'c'],
    ['__proto__', 'p'],
  ] as const;
  const { rawHeaders } = await received({ headers });
  const sent = headers.map(([name]) =>
    rawHeaders.flatMap((text, n) => (n % 2 === 0 && text === name ? [rawHeaders[n + 1]] : [])),
  );
  expect(sent).toEqual([['a'], ['1', '2', '3'], ['1', '2', '3'], ['1', '2', '3'], ['c'], ['p']]);
});

test('a body arrives byte for byte with its length', async () => {
  const request = await received({ method: 'POST', body: Buffer.from('{"a": 1}') });
  expect([request.body, request.headers['content-length'], request.headers['transfer-encoding']]).toEqual([
    '{"a": 1}',
    '8',
    undefined,
  ]);
});

test.each([
  ['POST', '0'],
  ['GET', undefined],
  ['DELETE', undefined],
])('a %s without a body says the length %s', async (method, length) => {
  const request = await received({ method });
  expect([request.headers['content-length'], request.headers['transfer-encoding']]).toEqual([
    length,
    undefined,
  ]);
});
