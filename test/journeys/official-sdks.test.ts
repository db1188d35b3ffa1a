import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, run, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
}, 60_000);
afterAll(() => gateway?.stop());

async function client<T>(script: string, key: string): Promise<T> {
  const env = { GATEWAY_URL: gateway.ready.url, CLIENT_KEY: key };
  const done = await run(process.execPath, [`test/journeys/clients/${script}`], '', env);
  if (done.code !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as T;
}

interface GeminiRun {
  readonly text: string;
  readonly chunks: readonly { readonly text: string; readonly at: number }[];
  readonly totalTokens: number;
  readonly models: readonly string[];
}

test('the Gemini SDK generates, streams, counts and lists with nothing changed but base URL and key', async () => {
  const got = await client<GeminiRun>('gemini.mjs', gateway.ready.demoKey);
  expect(got.text).toContain('Why is the sky blue?');
  expect(got.chunks.map(({ text }) => text).join('')).toContain('Why is the sky blue?');
  expect(got.totalTokens).toBeGreaterThan(0);
  expect(got.models).toContain('models/gemini-2.5-flash');
}, 30_000);

test('a stream arrives as it is written, not when it has ended', async () => {
  const { chunks } = await client<GeminiRun>('gemini.mjs', gateway.ready.demoKey);
  const [first, last] = [chunks.at(0), chunks.at(-1)];
  expect(chunks.length).toBeGreaterThan(2);
  // The sandbox pauses 60 ms between chunks; a gateway that waited for the end would deliver them together.
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(60);
}, 30_000);

test('the YouTube SDK searches, and sees the upstream’s own errors', async () => {
  const got = await client<{ kind: string; titles: string[]; refused: object }>(
    'youtube.mjs',
    gateway.ready.demoKey,
  );
  expect(got.kind).toBe('youtube#searchListResponse');
  expect(got.titles).toHaveLength(3);
  expect(got.refused).toMatchObject({ status: 400 });
}, 30_000);

test('no key shows in anything that was printed or logged meanwhile', () => {
  expect(leaksOf(gateway, [gateway.ready.demoKey])).toEqual([]);
});
