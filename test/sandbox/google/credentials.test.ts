import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { ask } from '../ask.ts';

describe.each([
  ['gemini', '/v1beta/models'],
  ['youtube', '/youtube/v3/search?part=id&q=x'],
] as const)('%s', (provider, path) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(provider);
  });
  afterAll(() => sandbox.close());

  const withQuery = (more: string) => `${path}${path.includes('?') ? '&' : '?'}${more}`;
  const get = async (target: string, headers: Record<string, string | string[]> = {}) => {
    const reply = await ask(sandbox.baseUrl, target, { headers });
    expect(reply.text).not.toContain(sandbox.apiKey);
    return { ...reply, error: JSON.parse(reply.text).error };
  };

  test('the key is taken from the header, and from the query when the header is empty', async () => {
    expect((await get(path, { 'x-goog-api-key': sandbox.apiKey })).status).toBe(200);
    expect((await get(withQuery(`key=${sandbox.apiKey}`), { 'x-goog-api-key': '' })).status).toBe(200);
  });

  test('without a key, permission is denied', async () => {
    for (const reply of [await get(path), await get(withQuery('key='), { 'x-goog-api-key': ' ' })]) {
      expect(reply.status).toBe(403);
      expect(reply.error).toMatchObject({
        status: 'PERMISSION_DENIED',
        message: expect.stringMatching(/unregistered callers/),
      });
    }
  });

  test('a wrong key is an invalid argument that names API_KEY_INVALID', async () => {
    for (const key of ['wrong', `${sandbox.apiKey}x`, sandbox.apiKey.slice(0, -1)]) {
      const reply = await get(path, { 'x-goog-api-key': key });
      expect(reply.status).toBe(400);
      expect(reply.error).toMatchObject({
        status: 'INVALID_ARGUMENT',
        details: [{ reason: 'API_KEY_INVALID', domain: 'googleapis.com' }, {}],
      });
    }
  });

  test('more than one credential is refused, even when each would be accepted', async () => {
    const key = sandbox.apiKey;
    const replies = [
      await get(withQuery(`key=${key}`), { 'x-goog-api-key': key }),
      await get(withQuery(`key=${key}&key=${key}`)),
      await get(withQuery(`key=${key}&$key=${key}`)),
      await get(path, { 'x-goog-api-key': [key, key] }),
      await get(path, { 'x-goog-api-key': key, authorization: 'Bearer token' }),
      await get(withQuery('access_token=token'), { 'x-goog-api-key': key }),
    ];
    for (const { status, error } of replies) {
      expect(status).toBe(400);
      expect(error.message).toBe('Multiple authentication credentials received. Please pass only one.');
    }
  });

  test('a bearer token instead of a key is not authenticated', async () => {
    const reply = await get(path, { authorization: `Bearer ${sandbox.apiKey}` });
    expect(reply.status).toBe(401);
    expect(reply.error.status).toBe('UNAUTHENTICATED');
  });
});

test("a wrong YouTube key is also reported in YouTube's own format", async () => {
  const sandbox = await startSandbox('youtube');
  const reply = await ask(sandbox.baseUrl, '/youtube/v3/search?part=id&key=wrong');
  await sandbox.close();
  expect(JSON.parse(reply.text).error.errors).toEqual([
    {
      message: 'API key not valid. Please pass a valid API key.',
      domain: 'global',
      reason: 'badRequest',
    },
  ]);
});
