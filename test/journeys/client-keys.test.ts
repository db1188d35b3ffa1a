import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { type StubServer, stubServer } from '../support/stub-server.ts';

const UPSTREAM_KEY = 'upstream-key-0123456789abcdef/+=';
const GEMINI_CALL = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';
const YOUTUBE_CALL = '/youtube/v3/search?part=snippet&q=x';

let upstream: StubServer;
let gateway: Gateway;
const keys: string[] = [UPSTREAM_KEY];

beforeAll(async () => {
  upstream = await stubServer((response) =>
    response.setHeader('content-type', 'application/json').end('{"ok":true}'),
  );
  gateway = await startGateway({
    config: {
      upstreams: {
        gemini: { preset: 'gemini', baseUrl: upstream.url },
        youtube: { preset: 'youtube', baseUrl: `${upstream.url}/youtube/v3` },
      },
      products: { gemini: [{ upstream: 'gemini' }], youtube: [{ upstream: 'youtube', methods: ['GET'] }] },
      plans: { basic: { rate: 100, burst: 100 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { GEMINI_API_KEY: UPSTREAM_KEY, YOUTUBE_API_KEY: UPSTREAM_KEY },
  });
  keys.push(gateway.ready.demoKey);
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

async function generate(headers: Record<string, string>, path = GEMINI_CALL) {
  const response = await gateway.fetch(path, { method: 'POST', headers, body: '{"contents":[]}' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('a created key works on the next request, and is refused on the next after it was revoked', async () => {
  const { id, key } = await gateway.createKey('--product', 'gemini', '--plan', 'basic');
  keys.push(key);
  expect(await generate({ 'x-goog-api-key': key })).toMatchObject({ status: 200, text: '{"ok":true}' });
  const revoked = await gateway.cli(['keys', 'revoke', id, '--json']);
  expect(revoked).toMatchObject({ code: 0 });
  expect(await generate({ 'x-goog-api-key': key })).toMatchObject({ status: 401 });
}, 40_000);

test('a key opens the routes of its products and no others', async () => {
  const { key } = await gateway.createKey('--product', 'gemini', '--plan', 'basic');
  keys.push(key);
  const before = upstream.received.length;
  const response = await gateway.fetch(`${YOUTUBE_CALL}&key=${key}`);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'route.forbidden', status: 403 });
  expect((await generate({ 'x-goog-api-key': key }, '/gemini/v1beta/files')).status).toBe(403);
  expect(upstream.received).toHaveLength(before);
}, 20_000);

describe('a credential that is not accepted', () => {
  const wrong = 'sp_local_0000000000000000000000000000000000000000000000000';
  const cases: [string, () => Record<string, string>][] = [
    ['no key', () => ({})],
    ['an empty key', () => ({ 'x-goog-api-key': '' })],
    ['a key that was never issued', () => ({ 'x-goog-api-key': wrong })],
    ['a truncated key', () => ({ 'x-goog-api-key': gateway.ready.demoKey.slice(0, -1) })],
    ['a key with one character changed', () => ({ 'x-goog-api-key': changed(gateway.ready.demoKey) })],
    ['a key in a place this upstream does not use', () => ({ 'api-key': gateway.ready.demoKey })],
    ['two different keys', () => ({ 'x-goog-api-key': gateway.ready.demoKey, 'x-api-key': wrong })],
    ['a key of another scheme', () => ({ authorization: `Basic ${gateway.ready.demoKey}` })],
  ];

  test.each(cases)('gets the one answer and never reaches the upstream: %s', async (_name, headers) => {
    const before = upstream.received.length;
    const reference = await generate({});
    const answer = await generate(headers());
    expect(answer.status).toBe(401);
    expect(withoutIds(answer)).toEqual(withoutIds(reference));
    expect(upstream.received).toHaveLength(before);
  });

  const changed = (key: string) => key.slice(0, 12) + (key[12] === 'a' ? 'b' : 'a') + key.slice(13);

  /** Everything but what names the single request. */
  function withoutIds({ status, headers, text }: Awaited<ReturnType<typeof generate>>) {
    const ids = ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id', 'date'];
    const { requestId, ...body } = JSON.parse(text) as Record<string, unknown>;
    return {
      status,
      body,
      hasId: typeof requestId,
      headers: [...headers].filter(([name]) => !ids.includes(name)),
    };
  }
});

test('the upstream sees its own credential, once, in a header, and nothing of the client’s', async () => {
  const path = `${GEMINI_CALL}?alt=json&key=${gateway.ready.demoKey}`;
  const headers = {
    'x-api-key': gateway.ready.demoKey,
    cookie: 'a=b',
    'x-forwarded-for': '203.0.113.9',
    'x-mine': 'kept',
  };
  expect(await generate(headers, path)).toMatchObject({ status: 200 });
  const seen = upstream.received.at(-1);
  expect(seen?.url).toBe('/v1beta/models/gemini-2.5-flash:generateContent?alt=json');
  const whole = JSON.stringify(seen);
  expect(whole.split(JSON.stringify(UPSTREAM_KEY))).toHaveLength(3); // parsed and raw headers: one each
  expect(whole).not.toContain(gateway.ready.demoKey);
  expect(seen?.headers).toMatchObject({ 'x-goog-api-key': UPSTREAM_KEY, 'x-mine': 'kept' });
  expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['cookie']));
  expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-forwarded-for']));
  expect(seen?.body).toBe('{"contents":[]}');
});

test('an upstream that echoes its key in body and headers gives nothing away', async () => {
  const echo = await stubServer((response, { headers }) => {
    const key = String(headers['x-goog-api-key']);
    response.setHeader('x-request-id', key);
    response.write(`plain ${key.slice(0, 9)}`);
    setTimeout(() => response.end(`${key.slice(9)} base64 ${Buffer.from(key).toString('base64')}`), 20);
  });
  upstream.http.removeAllListeners('request');
  upstream.http.on('request', (request, response) => echo.http.emit('request', request, response));
  const answer = await generate({ 'x-goog-api-key': gateway.ready.demoKey });
  expect(answer.text).toMatch(/^plain \[redacted\] base64 \[redacted\]/);
  expect(answer.headers.get('x-request-id')).toBe('[redacted]');
  await echo.close();
});

test('every call of a known key is in the audit, with what was decided and how it ended', async () => {
  const { id, key } = await gateway.createKey('--product', 'gemini', '--plan', 'basic');
  keys.push(key);
  await gateway.fetch(`${YOUTUBE_CALL}&key=${key}`);
  const found = await gateway.cli(['audit', 'search', '--key', id, '--json']);
  const { items } = JSON.parse(found.stdout) as { items: Record<string, unknown>[] };
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    keyId: id,
    client: 'acme',
    upstream: 'youtube',
    verdict: 'route.forbidden',
    status: 403,
  });
  const byStatus = await gateway.cli([
    'audit',
    'search',
    '--status',
    '403',
    '--ip',
    '127.0.0.1',
    '--client',
    'acme',
    '--json',
  ]);
  expect(JSON.parse(byStatus.stdout)).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ keyId: id })]),
  });
}, 20_000);

test('no key shows in anything that was printed, logged or stored', () => {
  expect(keys.length).toBeGreaterThan(3);
  expect(leaksOf(gateway, keys)).toEqual([]);
});
