import net from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { HttpsUpstream } from '../../../lambda/adapters/https-upstream.ts';
import { type UpstreamAgentOptions, upstreamAgent } from '../../../lambda/adapters/upstream-agent.ts';
import type { Authorised, Call } from '../../../lambda/domain/call.ts';
import { callOf, upstreamKey, upstreamOf } from '../../support/build.ts';
import { selfSigned } from '../../support/certificate.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { type HostileUpstream, hostileUpstream } from '../../support/hostile-upstream.ts';
import { codeOf, textOf } from './https-upstream-setup.ts';

const HOST = 'api.example.test';
const good = selfSigned(HOST);
const others = { host: selfSigned('other.example.test'), expired: selfSigned(HOST, { expired: true }) };

let server: HostileUpstream | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const timeouts = { connectMs: 200, headersMs: 500, idleMs: 500, totalMs: 1_000 };

/** What a call by name over TLS comes to. The name leads to loopback, and the good certificate is trusted unless told otherwise. */
async function callOverTls(
  tls: TlsOptions,
  over: Partial<UpstreamAgentOptions> & { readonly address?: string } = {},
): Promise<string> {
  server = await hostileUpstream({ tls });
  const upstream = new HttpsUpstream(
    upstreamOf({ baseUrl: `https://${HOST}:${server.port}`, timeouts }),
    {
      allowLoopback: true,
      ca: good.cert,
      resolve: (_name, _options, callback) =>
        callback(null, [{ address: over.address ?? '127.0.0.1', family: 4 }]),
      ...over,
    },
    new FakeClock().now,
  );
  const call = callOf({ path: '/hello' }) as Authorised<Call>;
  const asked = upstream.forward(call, upstreamKey(), new AbortController().signal);
  const code = await codeOf(asked);
  return code === 'no fault' ? textOf(await asked) : code;
}

test('an upstream that proves its name over TLS is asked', async () => {
  expect(await callOverTls(good)).toBe('hello');
  expect(server?.received[0]?.head).toMatch(/^host: api\.example\.test:\d+$/im);
});

test.each<[string, TlsOptions, Partial<UpstreamAgentOptions>]>([
  ['signed by nobody that is trusted', good, { ca: selfSigned(HOST).cert }],
  ['for another host', others.host, { ca: others.host.cert }],
  ['that has expired', others.expired, { ca: others.expired.cert }],
  [
    'over TLS 1.1',
    { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    {},
  ],
])('a certificate %s is refused before anything is sent', async (_what, tls, over) => {
  expect(await callOverTls(tls, over)).toBe('upstream.unreachable');
  expect(server?.received).toEqual([]);
});

test('no flag and no environment variable turns the check of certificates off', () => {
  const agent = upstreamAgent(new URL(`https://${HOST}`), { allowLoopback: false });
  expect(agent).toHaveProperty(
    'options',
    expect.objectContaining({ rejectUnauthorized: true, minVersion: 'TLSv1.2', servername: HOST }),
  );
});

test('an upstream that never finishes its handshake is too slow', async () => {
  const silent = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as net.AddressInfo;
  const upstream = new HttpsUpstream(
    upstreamOf({ baseUrl: `https://127.0.0.1:${port}`, timeouts }),
    { allowLoopback: true },
    new FakeClock().now,
  );
  const call = callOf() as Authorised<Call>;
  expect(await codeOf(upstream.forward(call, upstreamKey(), new AbortController().signal))).toBe(
    'upstream.timeout',
  );
  silent.close();
});

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '64:ff9b::7f00:1'])(
  'where the stage is deployed, a name that leads to %s is not dialled',
  async (address) => {
    expect(await callOverTls(good, { allowLoopback: false, address })).toBe('upstream.unreachable');
    expect(server?.accepted()).toBe(0);
  },
);

test.each(['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'])(
  'where loopback is allowed, a name that leads to %s is still not dialled',
  async (address) => {
    expect(await callOverTls(good, { address })).toBe('upstream.unreachable');
    expect(server?.accepted()).toBe(0);
  },
);

test('a name that cannot be resolved is unreachable, and one that is never resolved too slow', async () => {
  const failing: UpstreamAgentOptions['resolve'] = (_name, _options, callback) =>
    callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
  expect(await callOverTls(good, { resolve: failing })).toBe('upstream.unreachable');
  await server?.close();
  expect(await callOverTls(good, { resolve: () => undefined })).toBe('upstream.timeout');
});

test('plain HTTP goes to this machine only, by whatever name', async () => {
  const agentOf = (url: string, allowLoopback: boolean) => () =>
    upstreamAgent(new URL(url), { allowLoopback });
  expect(agentOf('http://127.0.0.1:9', false)).toThrow('needs https');
  expect(agentOf('http://8.8.8.8', true)).toThrow('public address');
  expect(agentOf('http://127.0.0.1:9', true)).not.toThrow();
  const upstream = new HttpsUpstream(
    upstreamOf({ baseUrl: 'http://api.example.test', timeouts }),
    {
      allowLoopback: true,
      resolve: (_name, _options, callback) => callback(null, [{ address: '8.8.8.8', family: 4 }]),
    },
    new FakeClock().now,
  );
  const call = callOf() as Authorised<Call>;
  expect(await codeOf(upstream.forward(call, upstreamKey(), new AbortController().signal))).toBe(
    'upstream.unreachable',
  );
});

test.each(['https://10.0.0.1', 'https://[::1]', 'https://[::ffff:a00:1]', 'https://169.254.169.254'])(
  'an address in the base URL is checked as well: %s',
  (url) => {
    expect(() => upstreamAgent(new URL(url), { allowLoopback: false })).toThrow('public address');
  },
);
