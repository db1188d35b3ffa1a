import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, run, startGateway } from '../support/gateway.ts';

const config = {
  upstreams: {
    youtube: { preset: 'youtube' },
    weather: {
      preset: 'http',
      mount: '/weather',
      baseUrl: 'http://127.0.0.1:9',
      inject: { header: 'x-token' },
      carriers: ['x-api-key'],
      routes: [{ methods: ['GET'], path: '/forecast/*' }],
    },
  },
  products: { youtube: [{ upstream: 'youtube' }], weather: [{ upstream: 'weather' }] },
  plans: { basic: { rate: 10, burst: 10 } },
  stages: { local: { allowLoopbackUpstreams: true } },
};

/** The one that runs now: a start takes seconds, so every test but the first is content with what it finds. */
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ config });
}, 60_000);
afterAll(() => gateway?.stop());

const search = (key: string) => gateway.fetch(`/youtube/v3/search?part=id&q=x&key=${key}`);

/** Process id → parent, of everything that runs; what has ended and only waits to be reaped does not run. */
function running(): Map<string, string> {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).split('\n');
  const rows = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state && !state.startsWith('Z'));
  return new Map(rows.map(([pid = '', parent = '']) => [pid, parent]));
}

test('Ctrl-C ends every process, and keys, audit and demo key survive a restart', async () => {
  const first = gateway;
  const { id, key } = await first.createKey('--product', 'youtube', '--plan', 'basic');
  expect((await search(key)).status).toBe(200);
  const children = [...running()]
    .filter(([, parent]) => parent === String(first.process.pid))
    .map(([pid]) => pid);
  expect(children.length).toBeGreaterThan(2);
  await first.stop({ keepState: true });
  expect(children.filter((pid) => running().has(pid))).toEqual([]);

  gateway = await startGateway({ config, stateDir: first.stateDir });
  expect(gateway.ready.demoKey).toBe(first.ready.demoKey);
  expect((await search(key)).status).toBe(200);
  const { stdout } = await gateway.program(['audit', 'search', '--key', id, '--json']);
  expect((JSON.parse(stdout) as { items: unknown[] }).items).toHaveLength(2);
}, 60_000);

test('a second run on the same state is refused, and the first goes on serving', async () => {
  const args = ['--import', 'tsx', 'bin/start.ts', '--port', '0', '--state', gateway.stateDir];
  const second = await run(process.execPath, args, '', {});
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/in use by process \d+/);
  expect((await search(gateway.ready.demoKey)).status).toBe(200);
}, 60_000);

test('a config with mistakes starts nothing and names each with its fix', async () => {
  const wrong = { upstreams: { a: { preset: 'gemini', mount: 'x' } }, products: {}, plans: {}, stages: {} };
  const stateDir = mkdtempSync(join(tmpdir(), 'mistaken-'));
  const failure = await startGateway({ config: wrong, stateDir }).catch((error: Error) => error.message);
  rmSync(stateDir, { recursive: true });
  for (const path of ['upstreams.a.mount', 'products', 'plans', 'stages']) expect(failure).toContain(path);
}, 60_000);

test('an upstream without a key answers 503 until an operator sets one', async () => {
  const call = async () => {
    const headers = { 'x-api-key': gateway.ready.demoKey };
    return (await (await gateway.fetch('/weather/forecast/berlin', { headers })).json()) as { code: string };
  };
  expect(await call()).toMatchObject({ status: 503, code: 'upstream.not_configured' });
  const set = await gateway.program(['upstreams', 'set-key', 'weather'], 'a-long-enough-key\n');
  expect(set.code).toBe(0);
  expect(await call()).toMatchObject({ status: 502, code: 'upstream.unreachable' });
}, 60_000);
