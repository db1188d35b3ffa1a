import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { type Act, type HostileUpstream, hostileUpstream } from '../support/hostile-upstream.ts';

const BODY_BYTES_MAX = 4_194_304;

/** Gives back what came, in one piece or in chunks of which one may be empty-handed. */
const echo: Act = (socket, { body }) => {
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: x/y\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(body);
};
const echoInChunks: Act = (socket, { body }) => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let at = 0; at < body.length; at += 1_000) {
    const chunk = body.subarray(at, at + 1_000);
    socket.write(
      Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
    );
  }
  socket.write('0\r\n\r\n');
};

let upstream: HostileUpstream;
let gateway: Gateway;
beforeAll(async () => {
  upstream = await hostileUpstream({ modes: { echo: { act: echo }, chunks: { act: echoInChunks } } });
  gateway = await startGateway({
    config: {
      upstreams: {
        mirror: {
          preset: 'http',
          mount: '/mirror',
          baseUrl: upstream.url,
          inject: { header: 'x-token' },
          carriers: ['x-api-key'],
          routes: [{ methods: ['GET', 'POST', 'PUT'], path: '/**' }],
          bodyBytesMax: BODY_BYTES_MAX,
        },
      },
      products: { all: [{ upstream: 'mirror' }] },
      plans: { basic: { rate: 1_000, burst: 1_000 } },
      stages: { local: { allowLoopbackUpstreams: true, cors: true } },
    },
    env: { MIRROR_API_KEY: 'the-key-of-the-mirror' },
  });
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

const headers = () => ({ 'x-api-key': gateway.ready.demoKey, 'content-type': 'application/json' });
const send = async (path: string, body: Buffer, method = 'POST') => {
  const response = await gateway.fetch(path, { method, headers: headers(), body });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
};

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
const bodies: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['one NUL', Buffer.alloc(1)],
  ['every byte', everyByte],
  ['noise', randomBytes(100_000)],
  ['what is no UTF-8', Buffer.from([0xc0, 0x80, 0xff, 0xfe, 0xed, 0xa0, 0x80])],
  ['a byte order mark', Buffer.from('\ufeff{}')],
  ['gzip', Buffer.from('1f8b080000000000000303000000000000000000', 'hex')],
  ['JSON that pollutes', Buffer.from('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}')],
  ['JSON that repeats keys', Buffer.from('{"a":1,"a":2, "a" :3}')],
  ['JSON of odd numbers', Buffer.from('{"n":12345678901234567890.10,"e":1E400,"z":-0}')],
  ['broken JSON', Buffer.from('{"a":')],
  ['line breaks', Buffer.from('a\r\nb\nc\r\r\n\r\n')],
  ['as much as is allowed', randomBytes(BODY_BYTES_MAX)],
];

test.each(bodies)(
  'a body of %s arrives and comes back byte for byte',
  async (_what, body) => {
    for (const path of ['/mirror/echo', '/mirror/chunks']) {
      const { status, bytes } = await send(path, body);
      expect(status).toBe(200);
      expect(Buffer.compare(upstream.received.at(-1)?.body ?? everyByte, body)).toBe(0);
      expect(Buffer.compare(bytes, body)).toBe(0);
    }
  },
  20_000,
);

test('a body that pollutes prototypes changes nothing for whoever comes next', async () => {
  await send('/mirror/echo', Buffer.from('{"__proto__":{"products":"all","polluted":1}}'));
  const response = await gateway.fetch('/mirror/echo', { headers: { 'x-api-key': 'none' } });
  expect([response.status, await response.text()]).toEqual([401, expect.not.stringContaining('polluted')]);
});

test('a body sent in chunks arrives whole with its length, an empty one with none', async () => {
  for (const chunks of [['a', 'bc', 'def'], []]) {
    const { url } = gateway.ready;
    const status = await new Promise((resolve, reject) => {
      const request = http.request(
        `${url}/mirror/echo`,
        { method: 'POST', headers: headers() },
        (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        },
      );
      request.on('error', reject);
      request.setHeader('transfer-encoding', 'chunked');
      request.flushHeaders();
      for (const chunk of chunks) request.write(chunk);
      request.end();
    });
    const last = upstream.received.at(-1);
    expect([status, String(last?.body)]).toEqual([200, chunks.join('')]);
    expect(last?.head).toMatch(new RegExp(`^content-length: ${chunks.join('').length}$`, 'im'));
    expect(last?.head).not.toMatch(/^transfer-encoding:/im);
  }
});

test('a body that is larger than its upstream allows is refused and not forwarded', async () => {
  const before = upstream.received.length;
  for (const bytes of [BODY_BYTES_MAX + 1, BODY_BYTES_MAX + 10_000, 11 * 1_048_576]) {
    const response = await gateway.fetch('/mirror/echo', {
      method: 'POST',
      headers: headers(),
      body: Buffer.alloc(bytes),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'request.too_large' });
  }
  expect(upstream.received).toHaveLength(before);
}, 20_000);

test('a client that claims a body too large is told so before it has sent it', async () => {
  const { url } = gateway.ready;
  const status = await new Promise((resolve, reject) => {
    const request = http.request(
      `${url}/mirror/echo`,
      { method: 'POST', headers: { ...headers(), 'content-length': String(1_000_000_000) } },
      (response) => {
        resolve(response.statusCode);
        request.destroy();
      },
    );
    request.on('error', reject);
    request.flushHeaders();
  });
  expect(status).toBe(413);
});

test('a compressed body is refused, and never undone', async () => {
  const body = Buffer.from('1f8b080000000000000303000000000000000000', 'hex');
  const response = await gateway.fetch('/mirror/echo', {
    method: 'POST',
    headers: { ...headers(), 'content-encoding': 'gzip' },
    body,
  });
  expect(response.status).toBe(400);
});

test('a page of any origin may ask, is told what went wrong and reads the answer, and no cookie ever travels', async () => {
  const origin = 'https://page.example';
  const asking = { origin, 'access-control-request-method': 'POST' };
  for (const path of ['/mirror/echo', '/tokens']) {
    const preflight = await gateway.fetch(path, {
      method: 'OPTIONS',
      headers: { ...asking, 'access-control-request-headers': 'x-api-key, authorization, x-anything' },
    });
    expect([path, preflight.status]).toEqual([path, 204]);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('*,authorization');
  }
  const key = gateway.ready.demoKey;
  const answers = await Promise.all([
    gateway.fetch('/mirror/echo', { method: 'POST', headers: { origin, 'x-api-key': key }, body: 'hello' }),
    gateway.fetch('/mirror/echo', { method: 'DELETE', headers: { origin, 'x-api-key': key } }),
    gateway.fetch('/mirror/echo', { headers: { origin, 'x-api-key': 'nonsense' } }),
    gateway.fetch('/nowhere', { headers: { origin } }),
    gateway.fetch('/tokens', { method: 'POST', headers: { origin, 'x-api-key': key }, body: '{}' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 401, 404, 403]);
  for (const { headers: given } of answers) {
    expect([given.get('access-control-allow-origin'), given.get('access-control-expose-headers')]).toEqual([
      '*',
      '*',
    ]);
    expect(given.get('access-control-allow-credentials')).toBeNull();
  }
});
