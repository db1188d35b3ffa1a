import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { type Gateway, startGateway } from '../../support/gateway.ts';
import { type StubServer, stubServer } from '../../support/stub-server.ts';

export const UPSTREAM_KEY = 'upstream-key-0123456789abcdef/+=';
export const UNKNOWN_KEY = 'sp_local_0000000000000000000000000000000000000000000000000';
export const GENERATE = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';
export const SEARCH = '/youtube/v3/search?part=snippet&q=x';
export const VIDEOS = '/youtube/v3/videos?part=snippet&id=x';
/** Calls of the plan `metered`. */
export const METERED_MAX = 4;

const KEYS = ['stays', 'gemini', 'audited', 'revoked', 'parent', 'disabled', 'narrowed', 'rerolled'] as const;
type KeyName = (typeof KEYS)[number];
/** Products, plan and right to mint where they are not `gemini`, `basic` and none. */
const SPECIAL: { readonly [K in KeyName]?: object } = {
  stays: { products: ['gemini', 'youtube'], mayMint: true },
  parent: { products: ['gemini', 'youtube'], mayMint: true },
  disabled: { products: ['gemini', 'youtube'], mayMint: true },
  narrowed: { products: ['gemini', 'youtube'] },
  rerolled: { plan: 'metered' },
};

export interface Issued {
  readonly id: string;
  readonly key: string;
}

/** One gateway with a key for each fate. */
export interface World {
  readonly gateway: Gateway;
  readonly upstream: StubServer;
  readonly keys: Readonly<Record<KeyName, Issued>>;
  /** What must show nowhere. */
  readonly secrets: string[];
}

const config = (url: string) => ({
  upstreams: {
    gemini: { preset: 'gemini', baseUrl: url },
    youtube: { preset: 'youtube', baseUrl: `${url}/youtube/v3` },
  },
  products: { gemini: [{ upstream: 'gemini' }], youtube: [{ upstream: 'youtube', methods: ['GET'] }] },
  plans: {
    basic: { rate: 1_000, burst: 1_000 },
    metered: {
      ...{ rate: 1_000, burst: 1_000 },
      hardQuotas: { gemini: { per: 'month', limits: { requests: METERED_MAX } } },
    },
  },
  stages: { local: { allowLoopbackUpstreams: true } },
});

export async function openWorld(): Promise<World> {
  const upstream = await stubServer((response) =>
    response.setHeader('content-type', 'application/json').end('{"ok":true}'),
  );
  const env = { GEMINI_API_KEY: UPSTREAM_KEY, YOUTUBE_API_KEY: UPSTREAM_KEY };
  const gateway = await startGateway({ config: config(upstream.url), env });
  const entry = { client: 'acme', products: ['gemini'], plan: 'basic' };
  const file = join(gateway.stateDir, 'clients.json');
  writeFileSync(file, JSON.stringify({ keys: KEYS.map((name) => ({ ...entry, name, ...SPECIAL[name] })) }));
  const made = await gateway.cli(['keys', 'apply', '-f', file, '--yes', '--json']);
  const { items } = JSON.parse(made.stdout) as { items: (Issued & { name: KeyName })[] };
  const named = new Map(items.map((item) => [item.name, item]));
  const keyOf = (name: KeyName): Issued => named.get(name) ?? { id: '', key: '' };
  const secrets = [UPSTREAM_KEY, gateway.ready.demoKey, ...items.map(({ key }) => key)];
  const keys = {
    ...{ stays: keyOf('stays'), gemini: keyOf('gemini'), audited: keyOf('audited') },
    ...{ revoked: keyOf('revoked'), parent: keyOf('parent'), disabled: keyOf('disabled') },
    ...{ narrowed: keyOf('narrowed'), rerolled: keyOf('rerolled') },
  };
  return { gateway, upstream, keys, secrets };
}

/** A call that is sound but for its credential; a body where the route takes one. */
export async function ask({ gateway }: World, path: string, headers: Record<string, string> = {}) {
  const post = path.startsWith('/gemini');
  const response = await gateway.fetch(
    path,
    post ? { method: 'POST', headers, body: '{"contents":[]}' } : { headers },
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
}

export const holding = (credential: string) => ({ 'x-goog-api-key': credential });

/** The status of a call with a credential. */
export const statusOf = async (world: World, path: string, credential: string): Promise<number> =>
  (await ask(world, path, holding(credential))).status;

/** Fails if a call that began later than `withinMs` after the operator's command had ended was not yet answered so. */
export async function endsAs(
  status: number,
  call: () => Promise<number>,
  command: Promise<unknown>,
  withinMs: number,
): Promise<void> {
  let endedAt = Number.POSITIVE_INFINITY;
  void command.then(() => {
    endedAt = Date.now();
  });
  for (;;) {
    const beganAt = Date.now();
    if ((await call()) === status) break;
    expect(beganAt - endedAt).toBeLessThanOrEqual(withinMs);
    await pause(100);
  }
  await command;
}

/** Everything of an answer but what names the single request. */
export function withoutIds({ status, headers, text }: Awaited<ReturnType<typeof ask>>) {
  const { requestId, ...body } = JSON.parse(text) as Record<string, unknown>;
  const named = /id$|^date$/;
  return {
    status,
    body,
    hasId: typeof requestId,
    headers: [...headers].filter(([name]) => !named.test(name)),
  };
}
