import { afterEach, expect, test } from '@jest/globals';
import { patientCall } from '../../../../lambda/adapters/providers/patient-call.ts';
import { type ProviderAnswer, providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { ProviderFault } from '../../../../lambda/domain/provider-fault.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { type StubServer, stubServer } from '../../../support/stub-server.ts';

let server: StubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));
const call = providerCall({ allowLoopback: true }, 300);
const get = (url: string) => call({ action: 'asking', method: 'GET', url });

test('a redirect is an answer like any other and is not followed', async () => {
  server = await stubServer((response) => response.writeHead(302, { location: '/elsewhere' }).end());
  expect(await get(server.url)).toMatchObject({ status: 302, json: undefined });
  expect(server.received).toHaveLength(1);
});

test('a credential goes into the header that is named for it, and nowhere else', async () => {
  server = await stubServer((response) => response.end('{}'));
  const secret = new Secret('the-admin-key', 'admin');
  const credential = { header: 'authorization', prefix: 'Bearer ', secret };
  await call({ action: 'asking', method: 'POST', url: server.url, body: '{"a":1}', credential });
  const [sent] = server.received;
  expect(sent?.headers).toMatchObject({
    authorization: 'Bearer the-admin-key',
    'content-type': 'application/json',
  });
  expect(sent?.body).toBe('{"a":1}');
});

test('an answer that is cut, too long or too late is none', async () => {
  server = await stubServer((response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('{');
    response.destroy();
  });
  expect(await outcome(get(server.url))).toBe('ProviderFault: asking: unreachable');
  await server.close();
  server = await stubServer((response) => response.end(Buffer.alloc(1_100_000, 32)));
  expect(await outcome(get(server.url))).toBe('ProviderFault: asking: unreachable');
  await server.close();
  server = await stubServer(() => undefined);
  expect(await outcome(get(server.url))).toBe('ProviderFault: asking: unreachable');
});

test('without leave for loopback neither plain HTTP nor a private address is called', async () => {
  server = await stubServer((response) => response.end('{}'));
  const deployed = providerCall({ allowLoopback: false }, 300);
  await expect(deployed({ action: 'asking', method: 'GET', url: server.url })).rejects.toThrow('https');
  const https = server.url.replace('http:', 'https:');
  await expect(deployed({ action: 'asking', method: 'GET', url: https })).rejects.toThrow('public address');
  expect(server.received).toEqual([]);
});

const answer = (status: number, retryAfterSeconds?: number): ProviderAnswer => ({
  status,
  json: undefined,
  retryAfterSeconds,
});
const gone = new ProviderFault('unreachable', 'asking');

test.each([
  ['too many requests', true, [answer(429), answer(200)], 2],
  ['too many requests, not repeatable', false, [answer(429), answer(200)], 2],
  ['a failing server', true, [answer(503), answer(200)], 2],
  ['a failing server, not repeatable', false, [answer(503), answer(200)], 1],
  ['no answer', true, [gone, answer(200)], 2],
  ['no answer, not repeatable', false, [gone, answer(200)], 1],
  ['a refusal', true, [answer(400), answer(200)], 1],
  ['too many requests for ever', true, Array(9).fill(answer(429)), 4],
])('after %s (%s) a call is made as often as it may', async (_what, repeatable, outcomes, times) => {
  let made = 0;
  const failing = patientCall(
    async () => {
      const next = outcomes[made++] as ProviderAnswer | Error;
      if (next instanceof Error) throw next;
      return next;
    },
    async () => undefined,
    repeatable,
  );
  await outcome(failing({ action: 'asking', method: 'GET', url: '' }));
  expect(made).toBe(times);
});

test('the pause between two calls is what the provider asks for, eight seconds at most', async () => {
  const pauses: number[] = [];
  const answers = [answer(429, 3), answer(429, 3_600), answer(429), answer(200)];
  const slow = patientCall(
    async () => answers.shift() ?? answer(500),
    async (ms) => void pauses.push(ms),
    false,
  );
  await slow({ action: 'asking', method: 'GET', url: '' });
  expect(pauses).toEqual([3_000, 8_000, 2_000]);
});
