import { afterEach, describe, expect, test } from '@jest/globals';
import { HttpsUpstream } from '../../../../lambda/adapters/https-upstream.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { probeUpstream } from '../../../../lambda/flows/rotation/probe-upstream.ts';
import { resolveConfig } from '../../../../lib/config.ts';
import { type Sandbox, startSandbox } from '../../../../sandbox/start-sandbox.ts';
import { upstreamOf } from '../../../support/build.ts';
import { type Answerer, type StubServer, stubServer } from '../../../support/stub-server.ts';

const closing: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

const held = (baseUrl: string, key = 'upstream-key-0001') => ({
  secret: new Secret(key, 'test'),
  boundTo: baseUrl,
});

describe.each(['gemini', 'youtube', 'openai', 'anthropic'] as const)('the preset %s', (preset) => {
  test('tells an accepted key from a refused one by its cheapest call', async () => {
    const sandbox: Sandbox = await startSandbox(preset);
    closing.push(sandbox);
    const config = resolveConfig({
      upstreams: { api: { preset } },
      products: { all: [{ upstream: 'api' }] },
      plans: { basic: { rate: 10, burst: 20 } },
      stages: { local: {} },
    });
    const known = config.upstreams['api'];
    if (known === undefined) throw new Error('the config has no such upstream');
    const baseUrl = sandbox.baseUrl + new URL(known.baseUrl).pathname.replace(/\/$/, '');
    const upstream = { ...known, baseUrl };
    const port = new HttpsUpstream(upstream, { allowLoopback: true }, () => new Date());
    const { probe } = probeUpstream(port, { upstream, probe: '', ...known.rotation });
    expect(await probe(held(baseUrl, sandbox.apiKey))).toBe('accepted');
    expect(await probe(held(baseUrl, `${sandbox.apiKey}x`))).toBe('refused');
  });
});

async function probing(answer: Answerer) {
  const server: StubServer = await stubServer(answer);
  closing.push(server);
  const baseUrl = `${server.url}/v2`;
  const upstream = upstreamOf({ baseUrl, refusals: [{ status: 401 }, { status: 403, mark: 'KEY' }] });
  const port = new HttpsUpstream(upstream, { allowLoopback: true }, () => new Date());
  const settings = { upstream, probe: '/ping?deep=no%20way', probeHeaders: { 'x-version': '1' } };
  return { server, baseUrl, ...probeUpstream(port, settings) };
}

test('what is sent is the call of the config with this one credential', async () => {
  const { server, baseUrl, probe } = await probing((response) => response.end('{}'));
  expect(await probe(held(baseUrl))).toBe('accepted');
  expect(server.received).toHaveLength(1);
  expect(server.received[0]).toMatchObject({
    method: 'GET',
    url: '/v2/ping?deep=no%20way',
    headers: { 'x-token': 'upstream-key-0001', 'x-version': '1' },
  });
});

test.each([
  [401, '', 'refused'],
  [403, 'the KEY is wrong', 'refused'],
  [403, 'not from here', 'unclear'],
  [429, '', 'unclear'],
  [404, '', 'unclear'],
  [302, '', 'unclear'],
  [503, '', 'unclear'],
])('an answer %i "%s" says that the key is %s', async (status, body, verdict) => {
  const { baseUrl, probe } = await probing((response) => response.writeHead(status).end(body));
  expect(await probe(held(baseUrl))).toBe(verdict);
});

test('no answer says nothing', async () => {
  const { server, baseUrl, probe } = await probing(() => undefined);
  await server.close();
  closing.pop();
  expect(await probe(held(baseUrl))).toBe('unclear');
});

test('a key that is bound elsewhere is sent nowhere', async () => {
  const { server, probe } = await probing((response) => response.end());
  expect(await probe(held('https://elsewhere.example.com'))).toBe('unclear');
  expect(server.received).toEqual([]);
});
