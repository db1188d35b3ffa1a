import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib/core';
import { build } from 'esbuild';
import { type LocalRun, runAssembly } from '../../local/run-assembly.ts';
import { GuestbookStack } from '../fixtures/guestbook/guestbook-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'guestbook-'));
const stateDir = join(folder, 'state');
let run: LocalRun;

beforeAll(async () => {
  const codeDir = join(folder, 'code');
  await build({
    entryPoints: [join(__dirname, '../fixtures/guestbook/functions.ts')],
    outfile: join(codeDir, 'functions.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ outdir: join(folder, 'cdk.out') });
  new GuestbookStack(app, 'Guestbook', codeDir);
  app.synth();
  run = await runAssembly({ assemblyDir: app.outdir, stateDir, port: 0, testControls: true });
}, 60_000);

afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

const control = (path: string, method: string, body: object) =>
  fetch(`${run.awsEndpoint}/_local/${path}`, { method, body: JSON.stringify(body) });

const sign = async (name: string): Promise<unknown> =>
  (await fetch(`${run.url}/guests/${name}`, { method: 'POST' })).json();

const notifications = (): string => readFileSync(join(stateDir, 'logs/notifications.log'), 'utf8');

test('an app that is not ours is served unmodified', async () => {
  expect(await sign('Ada%20L')).toEqual({ visits: 1 });
  expect(await sign('Ada%20L')).toEqual({ visits: 2 });
  expect(run.unhonoured.filter((line) => line.includes('is not served'))).toEqual([]);
}, 20_000);

test('its schedule runs when the clock passes the hour', async () => {
  expect((await control('clock', 'POST', { advance: '1h' })).status).toBe(200);
  expect(await sign('(count)')).toEqual({ visits: 2 }); // one guest counted, and now one visit more
}, 20_000);

test('its alarm goes off when the scheduled function fails, and tells the topic', async () => {
  await control('faults', 'PUT', [{ service: 'dynamodb', operation: 'Scan', kind: 'error' }]);
  await control('clock', 'POST', { advance: '1h' });
  await control('clock', 'POST', { advance: '15m' });
  expect(notifications()).toMatch(/CountFails.*ALARM/s);
}, 30_000);
