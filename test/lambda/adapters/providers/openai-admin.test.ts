import { afterEach, expect, test } from '@jest/globals';
import { OpenAiAdmin } from '../../../../lambda/adapters/providers/openai-admin.ts';
import { providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { openAiAdmin } from '../../../../sandbox/openai-admin/openai-admin.ts';
import { type StandIn, startStandIn } from '../../../../sandbox/stand-in/start-stand-in.ts';

let server: StandIn;
afterEach(() => server.close());

const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));

async function openAi(expiresInDays?: number) {
  let ms = Date.parse('2026-11-26T12:00:00Z');
  const sandbox = openAiAdmin({ now: () => new Date(ms), project: 'proj_abc' });
  server = await startStandIn(sandbox.api);
  const provider = new OpenAiAdmin(
    {
      driver: 'openai-admin',
      project: 'proj_abc',
      apiUrl: server.baseUrl,
      ...(expiresInDays && { expiresInDays }),
    },
    {
      call: providerCall({ allowLoopback: true }, 2_000),
      admin: { read: async () => new Secret(sandbox.adminKey, 'admin') },
      sleep: async (waited) => {
        ms += waited;
      },
    },
  );
  return { sandbox, provider, pass: (days: number) => (ms += days * 86_400_000) };
}

test('a key comes with the account that is made for it, and is never shown again', async () => {
  const { sandbox, provider } = await openAi();
  const { id, secret } = await provider.mint('sallyport/prod/openai/1');
  expect(sandbox.accepts(secret?.reveal() ?? '')).toBe(true);
  expect(await provider.reveal()).toBeUndefined();
  expect(await provider.list('sallyport/prod/openai/')).toEqual([
    { id, name: 'sallyport/prod/openai/1', createdAt: new Date('2026-11-26T12:00:00Z'), deleted: false },
  ]);
});

test('a key dies with its account; to retire it again or what never was is fine', async () => {
  const { sandbox, provider } = await openAi();
  const { id, secret } = await provider.mint('sallyport/prod/openai/1');
  for (const one of [id, id, 'svc_acct_never']) await provider.retire(one);
  expect(sandbox.accepts(secret?.reveal() ?? '')).toBe(false);
  expect(await provider.list('')).toEqual([]);
});

test('a key that is given an end dies by itself', async () => {
  const { sandbox, provider, pass } = await openAi(120);
  const { secret } = await provider.mint('name');
  pass(119);
  expect(sandbox.accepts(secret?.reveal() ?? '')).toBe(true);
  pass(1);
  expect(sandbox.accepts(secret?.reveal() ?? '')).toBe(false);
});

test('a creation is never sent twice when its answer is lost: the account that it made is found in the list', async () => {
  const { sandbox, provider } = await openAi();
  server.mishaps(({ method }) => (method === 'POST' ? 'lost after' : undefined));
  expect(await outcome(provider.mint('sallyport/prod/openai/1'))).toContain('unreachable');
  expect(sandbox.accounts).toHaveLength(1);
  expect(await provider.list('sallyport/prod/openai/')).toHaveLength(1);
});

test('every page of the list is read', async () => {
  const { sandbox, provider } = await openAi();
  for (let n = 0; n < 205; n += 1)
    sandbox.api({
      method: 'POST',
      path: '/v1/organization/projects/proj_abc/service_accounts',
      query: new URLSearchParams(),
      headers: { authorization: `Bearer ${sandbox.adminKey}` },
      body: JSON.stringify({ name: n % 2 === 0 ? `ours/${n}` : `theirs/${n}` }),
    });
  expect(await provider.list('ours/')).toHaveLength(103);
});

test('a limit on requests is waited for, even by a creation, because nothing was done', async () => {
  const { sandbox, provider } = await openAi();
  let refused = 0;
  const limited = { status: 429, json: { error: { message: 'Rate limit', code: 'rate_limit_exceeded' } } };
  server.mishaps(() => (refused++ < 2 ? limited : undefined));
  await provider.mint('name');
  expect(sandbox.accounts).toHaveLength(1);
});

test('whatever OpenAI answers, a fault repeats none of it', async () => {
  const { provider } = await openAi();
  for (const status of [200, 302, 400, 401, 403, 429, 500]) {
    server.mishaps(() => ({ status, json: { error: { message: 'Incorrect API key: sk-admin-abc' } } }));
    expect(await outcome(provider.mint('name'))).toMatch(/^ProviderFault: [\w ]+: [a-z_]+( \(\d+\))?$/i);
  }
});
