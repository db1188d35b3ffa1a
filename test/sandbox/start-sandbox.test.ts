import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { anyText } from '../support/any-text.ts';
import { ask } from './ask.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox('gemini');
});
afterAll(() => sandbox.close());

/** Writes bytes to the socket and resolves with whatever came back before the connection ended. */
const exchange = (bytes: string) =>
  new Promise<string>((resolve) => {
    let back = '';
    const socket = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk) => {
      back += chunk;
    });
    socket.on('error', () => resolve(back));
    socket.on('close', () => resolve(back));
  });

const alive = async () => {
  const { status } = await ask(sandbox.baseUrl, '/v1beta/models', {
    headers: { 'x-goog-api-key': sandbox.apiKey },
  });
  return status === 200;
};

test('each start makes another key and takes a free loopback port', async () => {
  const other = await startSandbox('gemini');
  expect(other.apiKey).not.toBe(sandbox.apiKey);
  expect(other.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(other.baseUrl).not.toBe(sandbox.baseUrl);
  await other.close();
});

test('a closed sandbox answers nobody, and an open stream does not delay closing', async () => {
  const closing = await startSandbox('gemini', { chunkPauseMs: 600_000 });
  const path = '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse';
  const stream = await fetch(`${closing.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'x-goog-api-key': closing.apiKey },
    body: '{"contents":{"parts":{"text":"hi"}}}',
  });
  await closing.close();
  await expect(stream.text()).rejects.toThrow();
  await expect(ask(closing.baseUrl, '/v1beta/models')).rejects.toThrow();
});

test("answers carry Google's usual headers and say that they are a sandbox's", async () => {
  const { headers } = await ask(sandbox.baseUrl, '/v1beta/models');
  expect(headers).toMatchObject({
    'x-sandbox': 'gemini',
    server: 'scaffolding on HTTPServer2',
    'x-xss-protection': '0',
    'alt-svc': expect.stringContaining('h3='),
    vary: 'Origin, X-Origin, Referer',
  });
  expect(headers).not.toHaveProperty('set-cookie');
});

test.each([
  ['POST', '/v1beta/models/gemini-2.5-flash:unknownMethod'],
  ['POST', '/v1beta/models/gemini-2.5-flash:toString'],
  ['GET', '/v1beta/models/gemini-2.5-flash:generateContent'],
  ['DELETE', '/v1beta/models/gemini-2.5-flash'],
  ['POST', '/v1beta/models'],
  ['GET', '/v2/models'],
  ['GET', '/v1beta/models/'],
  ['GET', '//v1beta/models'],
  ['GET', 'http://elsewhere.example/v1beta/models'],
  ['OPTIONS', '*'],
])('%s %s is not found, in HTML and without repeating the URL', async (method, path) => {
  const { status, headers, text } = await ask(sandbox.baseUrl, `${path}?key=${sandbox.apiKey}`, { method });
  expect(status).toBe(404);
  expect(headers['content-type']).toMatch(/^text\/html/);
  expect(text).not.toContain(sandbox.apiKey);
  expect(text).not.toContain('models');
});

test('bytes that are not HTTP, or only half of it, do not bring the sandbox down', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        anyText(),
        fc.string().map((path) => `GET /${path} HTTP/1.1\r\nhost: x\r\n\r\n`),
        fc
          .string()
          .map(
            (body) =>
              `POST /v1beta/models/gemini-2.5-flash:countTokens HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n${body}`,
          ),
      ),
      async (bytes) => {
        await exchange(bytes);
      },
    ),
    { numRuns: 60 },
  );
  expect(await alive()).toBe(true);
}, 30_000);
