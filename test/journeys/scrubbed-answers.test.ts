import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DrillDocument } from '../../cli/drills/drill-report.ts';
import { OUTPUTS, type UpstreamOutput } from '../../contract/outputs.ts';
import { type Gateway, startGateway } from '../support/gateway.ts';
import { disguises } from '../support/leaks.ts';
import { type StubServer, stubServer } from '../support/stub-server.ts';

const PREVIOUS = 'AIzaSyPrevious0123456789abcdefghijklmno';
const CURRENT = 'AIzaSyCurrent-0123456789abcdefghijklmno';
const PENDING = 'AIzaSyPending_0123456789abcdefghijklmno';
const KEYS = [PREVIOUS, CURRENT, PENDING];
const CALL = '/gemini/v1beta/models/m:generateContent';

const each = (write: (code: number) => string) => (key: string) =>
  [...key].map((sign) => write(sign.charCodeAt(0))).join('');
const hex = (code: number): string => code.toString(16).padStart(2, '0');
const lines = (key: string) => Buffer.from(`{"k":"${key}"}`).toString('base64').replace(/.{20}/g, '$&\r\n');
const WRITINGS: ((key: string) => string)[] = [
  (key) => key,
  (key) => key.toUpperCase(),
  (key) => `x${key}`,
  each((code) => `%${hex(code)}`),
  each(hex),
  each((code) => hex(code).toUpperCase()),
  ...[0, 1, 2].map((offset) => (key: string) => Buffer.from('x'.repeat(offset) + key).toString('base64')),
  ...[0, 1, 2].map((offset) => (key: string) => Buffer.from('?'.repeat(offset) + key).toString('base64url')),
  each((code) => `\\u00${hex(code)}`),
  each((code) => `&#${code};`),
  each((code) => `\\x${hex(code)}`),
  (key) => [...key].reverse().join(''),
  (key) => `${key.slice(0, 8)}****${key.slice(-6)}`,
  (key) => Buffer.from(key, 'utf16le').toString('latin1'),
  lines,
];

let upstream: StubServer;
let gateway: Gateway;
let demoKey: string;

beforeAll(async () => {
  upstream = await stubServer((response, { headers }) => {
    const said = WRITINGS.flatMap((write) => KEYS.map(write)).join('\n');
    response.setHeader('x-request-id', `id-${PENDING}`);
    response.setHeader('etag', `"${PREVIOUS}"`);
    response.setHeader(`openai-${CURRENT}`, 'x');
    response.setHeader('location', `/v1beta/models/m:generateContent?key=${CURRENT}`);
    response.setHeader('x-goog-upload-url', `https://upload.example.com/?key=${CURRENT}`);
    response.statusCode = Number(headers['x-want-status'] ?? 200);
    const bytes = Buffer.from(said, 'latin1');
    for (let at = 0; at < bytes.length; at += 37) response.write(bytes.subarray(at, at + 37));
    response.addTrailers({ 'x-trailer': CURRENT });
    response.end();
  });
  gateway = await startGateway({
    config: {
      upstreams: { gemini: { preset: 'gemini', baseUrl: upstream.url } },
      products: { gemini: [{ upstream: 'gemini' }] },
      plans: {
        tiny: { rate: 100, burst: 100, hardQuotas: { gemini: { per: 'day', limits: { requests: 4 } } } },
        basic: { rate: 100, burst: 100 }, // the demo key's
      },
      stages: { local: { allowLoopbackUpstreams: true } },
    },
    env: { GEMINI_API_KEY: PREVIOUS },
  });
  ({ demoKey } = gateway.ready);
  const set = await gateway.cli(['upstreams', 'set-key', 'gemini'], CURRENT);
  expect(set.code).toBe(0);
  const outputs = JSON.parse(gateway.ready.outputs[OUTPUTS.upstreams] ?? '{}') as Record<
    string,
    UpstreamOutput
  >;
  const secrets = new SecretsManagerClient({
    region: gateway.ready.region,
    endpoint: gateway.ready.awsEndpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await secrets.send(
    new PutSecretValueCommand({
      SecretId: outputs['gemini']?.secretArn,
      ClientRequestToken: '00000000-0000-4000-8000-000000000001',
      SecretString: JSON.stringify({ state: 'SET', apiKey: PENDING, boundTo: upstream.url }),
      VersionStages: ['AWSPENDING'],
    }),
  );
  secrets.destroy();
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await upstream?.close();
});

const call = (status: number) =>
  gateway.fetch(CALL, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'x-goog-api-key': demoKey, 'x-want-status': String(status) },
    body: '{}',
  });

test.each([200, 302, 404, 500])(
  'no version of the upstream key leaves in an answer with status %d, in a header or in its body',
  async (status) => {
    const response = await call(status);
    expect(response.status).toBe(status);
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    const head = [...response.headers].flat().join('\n');
    expect(upstream.received.at(-1)?.headers['x-goog-api-key']).toBe(CURRENT);
    expect(text).toContain('[redacted]');
    for (const key of KEYS)
      for (const writing of [...disguises(key), ...WRITINGS.map((write) => write(key))])
        expect([head, text].filter((part) => part.includes(writing))).toEqual([]);
    for (const end of ['0123456789abc', '3130', 'MDEyMzQ1Njc4', 'onmlkjih']) expect(text).not.toContain(end);
    expect(response.headers.get('x-goog-upload-url')).toBeNull();
    expect(response.headers.get('location')).toBe(`${gateway.ready.url}${CALL}`);
  },
  20_000,
);

test('what was taken out is counted by the audit, and by the metric that the alarm watches', async () => {
  await (await call(200)).arrayBuffer();
  let scrubbed: unknown = null;
  for (let tries = 0; tries < 20 && scrubbed === null; tries += 1) {
    const { stdout } = await gateway.cli(['audit', 'search', '--limit', '1', '--json']);
    scrubbed = (JSON.parse(stdout) as { items: Record<string, unknown>[] }).items[0]?.['scrubbed'] ?? null;
    if (scrubbed === null) await pause(100); // the outcome is written after the last byte
  }
  expect(Number(scrubbed)).toBeGreaterThanOrEqual(KEYS.length * WRITINGS.length);
  const logs = join(gateway.stateDir, 'logs');
  const printed = readdirSync(logs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  expect(printed).toContain('"SecretScrubbed":1');
}, 30_000);

test('drills see that an echoed key is taken out, and that a hard quota ends', async () => {
  const path = '/gemini/v1beta/models';
  const words = ['drill', 'run', '--only', 'echoed-key', 'over-quota', '--call', path, '--echo', path];
  const { code, stdout } = await gateway.cli([...words, '--json']);
  const { items } = JSON.parse(stdout) as DrillDocument;
  expect(items.map(({ drill, result }) => [drill, result])).toEqual([
    ['echoed-key', 'pass'],
    ['over-quota', 'pass'],
  ]);
  expect(items[1]?.seen).toMatch(/^4 calls of the plan tiny passed; then 429/);
  expect(code).toBe(0);
}, 30_000);
