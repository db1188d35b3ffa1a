import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { type Ask, ask } from '../ask.ts';

const GENERATE = '/v1beta/models/gemini-2.5-flash:generateContent';
const STREAM = '/v1beta/models/gemini-2.5-flash:streamGenerateContent';
const PROMPT = JSON.stringify({ contents: [{ parts: [{ text: 'one two three four five six' }] }] });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox('gemini', { chunkPauseMs: 2 });
});
afterAll(() => sandbox.close());

const post = (path: string, body: string | Buffer, more: Ask = {}) =>
  ask(sandbox.baseUrl, path, {
    method: 'POST',
    body,
    ...more,
    headers: more.headers ?? { 'x-goog-api-key': sandbox.apiKey },
  });

test('server-sent events arrive one by one, each a whole response', async () => {
  const { chunks, headers } = await post(`${STREAM}?alt=sse`, PROMPT);
  expect(headers['content-type']).toBe('text/event-stream');
  expect(chunks.length).toBeGreaterThan(1);
  for (const event of chunks.join('').split('\r\n\r\n').slice(0, -1))
    expect(JSON.parse(event.replace(/^data: /, ''))).toHaveProperty('candidates.0.content.parts.0.text');
});

test('without alt=sse a stream is a JSON array that arrives in pieces', async () => {
  const { chunks, text } = await post(STREAM, PROMPT);
  expect(chunks.length).toBeGreaterThan(1);
  expect(JSON.parse(text).at(-1)).toHaveProperty('candidates.0.finishReason', 'STOP');
});

test('a client that leaves in the middle of a stream does not stop the next one', async () => {
  const leaving = new AbortController();
  const response = await fetch(`${sandbox.baseUrl}${STREAM}?alt=sse`, {
    method: 'POST',
    body: PROMPT,
    headers: { 'x-goog-api-key': sandbox.apiKey },
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  leaving.abort();
  expect((await post(`${STREAM}?alt=sse`, PROMPT)).text).toMatch(/"finishReason":"STOP"/);
});

test('the older API version and a key in the query are served as well', async () => {
  const path = `${GENERATE.replace('v1beta', 'v1')}?key=${sandbox.apiKey}`;
  expect((await post(path, PROMPT, { headers: {} })).status).toBe(200);
});

test('field names may be in snake case and a single object may stand for a list', async () => {
  const body = { contents: { parts: { text: 'hi' } }, generation_config: { max_output_tokens: 1 } };
  const { text } = await post(GENERATE, JSON.stringify(body));
  expect(JSON.parse(text)).toHaveProperty('candidates.0.content.parts.0.text', 'This');
});

test.each([
  ['not JSON', '{"contents": [', /Invalid JSON payload received/],
  ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /Invalid JSON payload received/],
  ['a list', '[]', /Root element must be a message/],
  ['empty', '', /contents is not specified/],
  ['without contents', '{}', /contents is not specified/],
  ['of a wrong type', '{"contents":"hi"}', /Invalid value at 'contents\[0\]'/],
  ['without parts', '{"contents":[{}]}', /parts must not be empty/],
  ['with an empty part', '{"contents":[{"parts":[{}]}]}', /required oneof field 'data'/],
  ['with a number as text', '{"contents":[{"parts":[{"text":1}]}]}', /text' \(TYPE_STRING\)/],
  [
    'with an unknown role',
    '{"contents":[{"role":"king","parts":[{"text":"x"}]}]}',
    /valid role: user, model/,
  ],
  [
    'with a silly limit',
    '{"contents":{"parts":{"text":"x"}},"generationConfig":{"maxOutputTokens":0}}',
    /must be positive/,
  ],
])('a body that is %s is an invalid argument', async (_what, body, message) => {
  const { status, text } = await post(GENERATE, body);
  expect(status).toBe(400);
  expect(JSON.parse(text).error).toMatchObject({
    code: 400,
    status: 'INVALID_ARGUMENT',
    message: expect.stringMatching(message),
  });
});

test('the error of a method that streams an array is in an array, of one that streams events it is not', async () => {
  expect(JSON.parse((await post(STREAM, '{}')).text)).toHaveProperty('0.error.status', 'INVALID_ARGUMENT');
  expect(JSON.parse((await post(`${STREAM}?alt=sse`, '{}')).text)).toHaveProperty('error.code', 400);
});

test('a body over the limit is refused after it was read', async () => {
  const { status, text } = await post(GENERATE, Buffer.alloc(20 * 1024 * 1024 + 1, ' '));
  expect(status).toBe(400);
  expect(text).toMatch(/payload size exceeds the limit: 20971520 bytes/);
});

test.each(['nonsense', 'fine/..%2f', 'pageToken=!'])('an invalid page token %s is refused', async (token) => {
  const path = `/v1beta/models?pageToken=${token}`;
  const { status } = await ask(sandbox.baseUrl, path, { headers: { 'x-goog-api-key': sandbox.apiKey } });
  expect(status).toBe(400);
});

test('whatever JSON is sent, the answer is JSON with status 200 or 400', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      for (const body of [value, { contents: value }, { contents: [{ parts: value }] }]) {
        const { status, text } = await post(GENERATE, JSON.stringify(body));
        expect([200, 400]).toContain(status);
        expect(JSON.parse(text)).toHaveProperty(status === 200 ? 'candidates' : 'error.message');
      }
    }),
    { numRuns: 50 },
  );
});
