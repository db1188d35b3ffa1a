import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type Ask, ask } from './ask.ts';

const ROUTES = {
  openai: { path: '/v1/chat/completions', model: 'gpt-5-mini' },
  anthropic: { path: '/v1/messages', model: 'claude-haiku-4-5' },
} as const;

describe.each(['openai', 'anthropic'] as const)('the sandbox of %s', (provider) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(provider, { chunkPauseMs: 1 });
  });
  afterAll(() => sandbox.close());

  const { path, model } = ROUTES[provider];
  const keyed = (key: string) =>
    provider === 'openai'
      ? { authorization: `Bearer ${key}` }
      : { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  const post = (body: unknown, { headers = keyed(sandbox.apiKey), ...over }: Ask & { path?: string } = {}) =>
    ask(sandbox.baseUrl, over.path ?? path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const asked = { model, max_tokens: 50, messages: [{ role: 'user', content: 'Hello' }] };

  test('answers in JSON, says that it is one, and gives each answer its id', async () => {
    const { status, headers, text } = await post(asked);
    expect([status, headers['x-sandbox'], headers['content-type']]).toEqual([
      200,
      provider,
      'application/json',
    ]);
    expect(text).toContain("This is Sallyport's sandbox");
    expect(headers[provider === 'openai' ? 'x-request-id' : 'request-id']).toMatch(/^req_/);
  });

  test('streams events whose pieces are the text of the whole answer', async () => {
    const { headers, text, chunks } = await post({ ...asked, stream: true });
    expect(headers['content-type']).toMatch(/^text\/event-stream/);
    expect(chunks.length).toBeGreaterThan(2);
    const data = [...text.matchAll(/^data: (\{.*\})$/gm)].map((match) => JSON.parse(match[1] ?? ''));
    const pieces = data.map((event) => event.delta?.text ?? event.choices?.[0]?.delta?.content ?? '');
    expect(pieces.join('')).toMatch(/^This is Sallyport's sandbox, not \w+\. You said: Hello$/);
    expect(
      text.endsWith(provider === 'openai' ? 'data: [DONE]\n\n' : 'data: {"type":"message_stop"}\n\n'),
    ).toBe(true);
  });

  test('an answer beyond the limit is cut, and says so', async () => {
    const { text } = await post({ ...asked, max_tokens: 2 });
    expect(text).toContain(provider === 'openai' ? '"finish_reason":"length"' : '"stop_reason":"max_tokens"');
  });

  test.each([
    ['no key', {}],
    ['another key', 'wrong'],
    ['two keys', 'twice'],
  ] as const)('%s is refused with 401, and no key is repeated', async (_what, which) => {
    const wrong = keyed('sk-wrong-0123456789');
    const twice = Object.fromEntries(
      Object.entries(keyed(sandbox.apiKey)).map(([name, value]) => [name, [value, value]]),
    );
    const { status, text } = await post(asked, {
      headers: which === 'wrong' ? wrong : which === 'twice' ? twice : {},
    });
    expect(status).toBe(401);
    expect(JSON.parse(text).error.message).toEqual(expect.any(String));
    expect(text).not.toContain('sk-wrong');
    expect(text).not.toContain(sandbox.apiKey);
  });

  test.each([
    ['not JSON', 400],
    ['[]', 400],
    ['{"__proto__":{"model":"x"}}', 400],
    [{ model: 'constructor', max_tokens: 1, messages: [] }, 404],
    [{ model: 'none', max_tokens: 1 }, 404],
  ])('the body %j is answered with %s in the provider’s own words', async (body, expected) => {
    const { status, text } = await post(body);
    expect(status).toBe(expected);
    expect(JSON.parse(text).error).toMatchObject({ type: expect.any(String), message: expect.any(String) });
  });

  test.each(['/v1/files', '/v1/constructor', '/', '//v1/messages', '/v1/models/../messages'])(
    '%s is not found, and is not repeated',
    async (unknown) => {
      const { status, text } = await post(asked, { path: unknown });
      expect(status).toBe(404);
      expect(text).not.toContain('v1');
    },
  );

  test('lists its models, each of which can be got', async () => {
    const get = async (at: string) =>
      JSON.parse((await ask(sandbox.baseUrl, at, { headers: keyed(sandbox.apiKey) })).text);
    const { data } = await get('/v1/models');
    expect(data.map(({ id }: { id: string }) => id)).toContain(model);
    expect(await get(`/v1/models/${model}`)).toEqual(data.find(({ id }: { id: string }) => id === model));
  });
});
