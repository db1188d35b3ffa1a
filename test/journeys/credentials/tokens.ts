import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { ask, GENERATE, holding, SEARCH, UNKNOWN_KEY, VIDEOS, type World, withoutIds } from './world.ts';

interface Minted {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

async function askMint({ gateway }: World, credential: string, wish: object): Promise<Response> {
  const headers = { authorization: `Bearer ${credential}` };
  return gateway.fetch('/tokens', { method: 'POST', headers, body: JSON.stringify(wish) });
}

/** A token. A stage that was just deployed has no signing key for some seconds. */
export async function mint(world: World, credential: string, wish: object = {}): Promise<Minted> {
  let response = await askMint(world, credential, wish);
  while (response.status === 503) {
    await pause(100);
    response = await askMint(world, credential, wish);
  }
  expect(response.status).toBe(201);
  const made = (await response.json()) as Minted;
  world.secrets.push(made.token);
  return made;
}

/** What a token opens. */
export function tokenTests(open: () => World): void {
  const call = async (path: string, headers?: Record<string, string>) =>
    (await ask(open(), path, headers)).status;

  test('a token works wherever a key works, and no upstream sees it', async () => {
    const { upstream, keys } = open();
    const { token } = await mint(open(), keys.stays.key);
    const before = upstream.received.length;
    expect([
      await call(GENERATE, { 'x-goog-api-key': token }),
      await call(GENERATE, { 'x-api-key': token }),
      await call(GENERATE, { authorization: `Bearer ${token}` }),
      await call(`${GENERATE}?key=${token}`),
      await call(SEARCH, { 'x-goog-api-key': token }),
      await call(SEARCH, { 'x-api-key': token }),
      await call(`${SEARCH}&key=${token}`),
    ]).toEqual(Array.from({ length: 7 }, () => 200));
    const seen = upstream.received.slice(before);
    expect(seen).toHaveLength(7);
    expect(JSON.stringify(seen)).not.toContain(token);
  }, 30_000);

  test('a narrowed token is refused what it was narrowed from, and a token made from it never widens', async () => {
    const wish = { ttl: '2m', methods: ['GET'], paths: ['/youtube/v3/videos'] };
    const narrow = await mint(open(), open().keys.stays.key, wish);
    const wider = { ttl: '1h', methods: ['GET', 'POST'], paths: ['/youtube/**', '/gemini/**'] };
    const child = await mint(open(), narrow.token, wider);
    expect(child.expiresAt).toBe(narrow.expiresAt);
    for (const { token } of [narrow, child])
      expect([
        await call(VIDEOS, holding(token)),
        await call(SEARCH, holding(token)),
        await call(GENERATE, holding(token)),
      ]).toEqual([200, 403, 403]);
  }, 30_000);

  test('a token for two calls serves two', async () => {
    const { token } = await mint(open(), open().keys.stays.key, { uses: 2 });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push(await call(SEARCH, holding(token)));
    expect(statuses).toEqual([200, 200, 401]);
  }, 30_000);

  test('a forged token gets the bytes that an unknown key gets, and a key that may not mint gets no token', async () => {
    const { token } = await mint(open(), open().keys.stays.key);
    const at = token.length - 20;
    const forged = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const [one, other] = await Promise.all(
      [forged, UNKNOWN_KEY].map((credential) => ask(open(), SEARCH, holding(credential)).then(withoutIds)),
    );
    expect(one).toEqual(other);
    expect(one?.status).toBe(401);
    expect((await askMint(open(), open().gateway.ready.demoKey, {})).status).toBe(403);
  }, 30_000);
}
