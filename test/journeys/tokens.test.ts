import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { type StubServer, stubServer } from '../support/stub-server.ts';

const UPSTREAM_KEY = 'upstream-key-0123456789abcdef/+=';
const GEMINI = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';
const SEARCH = '/youtube/v3/search?part=snippet&q=x';
const VIDEOS = '/youtube/v3/videos?part=snippet&id=x';
const REVOKED_MS_MAX = 5_000;
const KEYS = ['stays', 'is revoked', 'is disabled'] as const;

interface Minted {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

let upstream: StubServer;
let gateway: Gateway;
const keys: { readonly id: string; readonly key: string }[] = [];
const secrets: string[] = [UPSTREAM_KEY];

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
      plans: { basic: { rate: 1_000, burst: 1_000 } },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { GEMINI_API_KEY: UPSTREAM_KEY, YOUTUBE_API_KEY: UPSTREAM_KEY },
  });
  const flags = ['--product', 'gemini', 'youtube', '--plan', 'basic', '--may-mint'];
  keys.push(...(await Promise.all(KEYS.map(() => gateway.createKey(...flags)))));
  secrets.push(...keys.map(({ key }) => key));
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

const keyThat = (fate: (typeof KEYS)[number]) => keys[KEYS.indexOf(fate)] ?? { id: '', key: '' };

async function askMint(credential: string, wish: object): Promise<Response> {
  const headers = { authorization: `Bearer ${credential}` };
  return gateway.fetch('/tokens', { method: 'POST', headers, body: JSON.stringify(wish) });
}

/** A token. A stage that was just deployed has no signing key for some seconds. */
async function mint(credential: string, wish: object = {}): Promise<Minted> {
  let response = await askMint(credential, wish);
  while (response.status === 503) {
    await pause(100);
    response = await askMint(credential, wish);
  }
  expect(response.status).toBe(201);
  const made = (await response.json()) as Minted;
  secrets.push(made.token);
  return made;
}

async function call(path: string, headers: Record<string, string> = {}): Promise<number> {
  const post = path.startsWith('/gemini');
  const init = post ? { method: 'POST', headers, body: '{"contents":[]}' } : { headers };
  const response = await gateway.fetch(path, init);
  await response.arrayBuffer();
  return response.status;
}

const holding = (token: string) => ({ 'x-goog-api-key': token });

/** Fails if a call that began later than that after the operator's command had ended was still let in. */
async function refusedInTime(token: string, command: Promise<unknown>): Promise<void> {
  let endedAt = Number.POSITIVE_INFINITY;
  void command.then(() => {
    endedAt = Date.now();
  });
  for (;;) {
    const beganAt = Date.now();
    if ((await call(SEARCH, holding(token))) === 401) break;
    expect(beganAt - endedAt).toBeLessThanOrEqual(REVOKED_MS_MAX);
    await pause(100);
  }
  await command;
}

test('a token works wherever a key works, and no upstream sees it', async () => {
  const { token } = await mint(keyThat('stays').key);
  expect([
    await call(GEMINI, { 'x-goog-api-key': token }),
    await call(GEMINI, { 'x-api-key': token }),
    await call(GEMINI, { authorization: `Bearer ${token}` }),
    await call(`${GEMINI}?key=${token}`),
    await call(SEARCH, { 'x-goog-api-key': token }),
    await call(SEARCH, { 'x-api-key': token }),
    await call(`${SEARCH}&key=${token}`),
  ]).toEqual(Array.from({ length: 7 }, () => 200));
  expect(upstream.received).toHaveLength(7);
  expect(JSON.stringify(upstream.received)).not.toContain(token);
}, 30_000);

test('a narrowed token is refused what it was narrowed from, and a token made from it never widens', async () => {
  const wish = { ttl: '2m', methods: ['GET'], paths: ['/youtube/v3/videos'] };
  const narrow = await mint(keyThat('stays').key, wish);
  const wider = { ttl: '1h', methods: ['GET', 'POST'], paths: ['/youtube/**', '/gemini/**'] };
  const child = await mint(narrow.token, wider);
  expect(child.expiresAt).toBe(narrow.expiresAt);
  for (const { token } of [narrow, child])
    expect([
      await call(VIDEOS, holding(token)),
      await call(SEARCH, holding(token)),
      await call(GEMINI, holding(token)),
    ]).toEqual([200, 403, 403]);
}, 30_000);

test('a token for two calls serves two', async () => {
  const { token } = await mint(keyThat('stays').key, { uses: 2 });
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push(await call(SEARCH, holding(token)));
  expect(statuses).toEqual([200, 200, 401]);
}, 30_000);

test('a forged token gets the bytes that an unknown key gets, and a key that may not mint gets no token', async () => {
  const { token } = await mint(keyThat('stays').key);
  const at = token.length - 20;
  const forged = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
  const unknown = 'sp_local_0000000000000000000000000000000000000000000000000';
  const [one, other] = await Promise.all(
    [forged, unknown].map(async (credential) => {
      const response = await gateway.fetch(SEARCH, { headers: holding(credential) });
      const text = await response.text();
      const { requestId } = JSON.parse(text) as { requestId: string };
      const ids = [...response.headers].filter(([name]) => !/id$|^date$/.test(name));
      return [response.status, text.replace(requestId, 'ID'), ids];
    }),
  );
  expect(one).toEqual(other);
  expect(one?.[0]).toBe(401);
  expect((await askMint(gateway.ready.demoKey, {})).status).toBe(403);
}, 30_000);

test('a token is refused within 5 s of its own revocation, and of its key’s, disabling or revocation', async () => {
  const own = await mint(keyThat('stays').key);
  const other = await mint(keyThat('stays').key);
  const ofRevoked = await mint(keyThat('is revoked').key);
  const ofDisabled = await mint(keyThat('is disabled').key);
  for (const { token } of [own, ofRevoked, ofDisabled]) expect(await call(SEARCH, holding(token))).toBe(200);
  const cli = async (...words: string[]) => {
    expect(await gateway.cli([...words, '--json'])).toMatchObject({ code: 0 });
  };
  await Promise.all([
    refusedInTime(own.token, cli('tokens', 'revoke', own.id, '--yes')),
    refusedInTime(ofRevoked.token, cli('keys', 'revoke', keyThat('is revoked').id)),
    refusedInTime(ofDisabled.token, cli('keys', 'disable', keyThat('is disabled').id)),
  ]);
  expect(await call(SEARCH, holding(other.token))).toBe(200);
}, 40_000);

test('no key and no token shows in anything that was printed, logged or stored', () => {
  expect(secrets.length).toBeGreaterThan(10);
  expect(leaksOf(gateway, secrets)).toEqual([]);
});
