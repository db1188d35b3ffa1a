import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Gateway, run, startGateway } from '../support/gateway.ts';
import { leaksOf } from '../support/leaks.ts';
import { SDK_CONFIG } from './sdk-config.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ config: SDK_CONFIG });
}, 60_000);
afterAll(() => gateway?.stop());

async function client<T>(script: string, key: string): Promise<T> {
  const env = { GATEWAY_URL: gateway.ready.url, CLIENT_KEY: key };
  const done = await run(process.execPath, [`test/journeys/clients/${script}`], '', env);
  if (done.code !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as T;
}

interface Failures {
  readonly aborted: unknown;
  readonly unknownModel: object;
  readonly wrongKey: object;
}

interface GeminiRun extends Failures {
  readonly files: object;
  readonly wrongKeyStreaming: object;
  readonly text: string;
  readonly chunks: readonly { readonly text: string; readonly at: number }[];
  readonly totalTokens: number;
  readonly models: readonly string[];
}

interface OpenAiRun extends Failures {
  readonly text: string;
  readonly requestId: string;
  readonly chunks: readonly string[];
  readonly response: string;
  readonly events: readonly string[];
  readonly models: readonly string[];
  readonly files: object;
  readonly constrained: object;
}

interface AnthropicRun extends Failures {
  readonly text: string;
  readonly chunks: readonly string[];
  readonly final: string;
  readonly beta: string;
  readonly models: readonly string[];
}

interface AiRun {
  readonly text: string;
  readonly chunks: readonly string[];
}

/** Run once, looked at twice. */
let running: Promise<GeminiRun> | undefined;
const geminiRun = (): Promise<GeminiRun> => {
  running ??= client<GeminiRun>('gemini.mjs', gateway.ready.demoKey);
  return running;
};

test('the Gemini SDK generates, streams, counts and lists with nothing changed but base URL and key', async () => {
  const got = await geminiRun();
  expect(got.text).toContain('Why is the sky blue?');
  expect(got.chunks.map(({ text }) => text).join('')).toContain('Why is the sky blue?');
  expect(got.totalTokens).toBeGreaterThan(0);
  expect(got.models).toContain('models/gemini-2.5-flash');
}, 30_000);

test('the Gemini SDK aborts, and takes a refusal for an error of the API, streaming or not', async () => {
  const got = await geminiRun();
  expect(got.aborted).toBe('AbortError');
  expect(got.unknownModel).toMatchObject({ api: true, status: 404 });
  expect(got.files).toMatchObject({ api: true, status: 403 });
  for (const refused of [got.wrongKey, got.wrongKeyStreaming]) {
    expect(refused).toMatchObject({ name: 'ApiError', api: true, status: 401 });
    expect(JSON.stringify(refused)).toContain('credential.rejected');
  }
}, 30_000);

test('a stream arrives as it is written, not when it has ended', async () => {
  const { chunks } = await geminiRun();
  const [first, last] = [chunks.at(0), chunks.at(-1)];
  expect(chunks.length).toBeGreaterThan(2);
  // The sandbox pauses 60 ms between chunks; a gateway that waited for the end would deliver them together.
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(60);
}, 30_000);

test('the YouTube SDK searches, and sees the upstream’s own errors', async () => {
  const got = await client<{ kind: string; titles: string[] } & Record<string, unknown>>(
    'youtube.mjs',
    gateway.ready.demoKey,
  );
  expect(got.kind).toBe('youtube#searchListResponse');
  expect(got.titles).toHaveLength(3);
  expect(got).toMatchObject({
    refused: { status: 400 },
    wrongKey: { name: 'GaxiosError', status: 401 },
    notOpen: { name: 'GaxiosError', status: 403 },
  });
}, 30_000);

const SKY = 'Why is the sky blue?';

test('the OpenAI SDK chats, responds, streams, lists, aborts and tells its errors apart', async () => {
  const { chunks, events, models, ...got } = await client<OpenAiRun>('openai.mjs', gateway.ready.demoKey);
  expect([got.text, chunks.join(''), got.response, events.join('')]).toEqual(
    Array(4).fill(`This is Sallyport's sandbox, not OpenAI. You said: ${SKY}`),
  );
  expect(Math.min(chunks.length, events.length)).toBeGreaterThan(2);
  expect(models).toContain('gpt-5-mini');
  expect(got.requestId).toMatch(/^req_/);
  expect(got.aborted).toBe(true);
  expect(got.unknownModel).toEqual({ name: 'NotFoundError', status: 404, code: 'model_not_found' });
  expect(got.files).toMatchObject({ name: 'PermissionDeniedError', status: 403 });
  expect(got.wrongKey).toMatchObject({ name: 'AuthenticationError', status: 401 });
  expect(got.constrained).toMatchObject({
    allowed: 'served',
    otherModel: { status: 403 },
    tooManyTokens: { status: 403 },
    tooLarge: { status: 413 },
  });
}, 30_000);

test('the Anthropic SDK asks, streams, counts, lists, aborts and tells its errors apart', async () => {
  const { chunks, models, ...got } = await client<AnthropicRun>('anthropic.mjs', gateway.ready.demoKey);
  expect([got.text, chunks.join(''), got.final, got.beta]).toEqual(
    Array(4).fill(`This is Sallyport's sandbox, not Anthropic. You said: ${SKY}`),
  );
  expect(chunks.length).toBeGreaterThan(2);
  expect(models).toContain('claude-haiku-4-5');
  expect(got).toMatchObject({
    stop: 'end_turn',
    inputTokens: 5,
    aborted: 'APIUserAbortError',
    byToken: 'message',
    unknownModel: { name: 'NotFoundError', status: 404, type: 'not_found_error' },
    batches: { name: 'PermissionDeniedError', status: 403 },
    wrongKey: { name: 'AuthenticationError', status: 401 },
  });
}, 30_000);

test('Google’s older Gemini SDK generates, streams, counts, aborts and tells its errors apart', async () => {
  const { chunks, ...got } = await client<GeminiRun & Failures>('generative-ai.mjs', gateway.ready.demoKey);
  expect([got.text, chunks.join('')]).toEqual(
    Array(2).fill(`This is Sallyport's sandbox, not Gemini. You said: ${SKY}`),
  );
  expect(chunks.length).toBeGreaterThan(2);
  expect(got.totalTokens).toBeGreaterThan(0);
  expect(got.aborted).toMatch(/Error|Abort/);
  expect(got.unknownModel).toEqual({ name: 'GoogleGenerativeAIFetchError', status: 404 });
  expect(got.wrongKey).toEqual({ name: 'GoogleGenerativeAIFetchError', status: 401 });
}, 30_000);

test('the AI SDK generates, streams and aborts with its Google, OpenAI and Anthropic providers, and sees their errors', async () => {
  const runs = await client<Record<string, AiRun>>('ai-sdk.mjs', gateway.ready.demoKey);
  expect(Object.keys(runs)).toEqual(['google', 'openai', 'openaiChat', 'anthropic']);
  for (const { chunks, ...run } of Object.values(runs)) {
    expect(run).toMatchObject({ aborted: 'AbortError', unknownModel: 404, wrongKey: 401 });
    expect([run.text, chunks.join('')]).toEqual([
      expect.stringContaining(`You said: ${SKY}`),
      expect.stringContaining(`You said: ${SKY}`),
    ]);
    expect(chunks.length).toBeGreaterThan(2);
  }
}, 30_000);

test('every stream that a client aborted is recorded as left, and its upstream call was closed within a second', async () => {
  const leftSoFar = async () => {
    const found = await gateway.cli(['audit', 'search', '--json', '--limit', '500']);
    const { items } = JSON.parse(found.stdout) as { items: { verdict: string; durationMs: number }[] };
    return items.filter(({ verdict }) => verdict === 'client.left').map(({ durationMs }) => durationMs);
  };
  // One by each of openai, anthropic and both of Google's, and four by the AI SDK. The last record may still be on its way.
  let left = await leftSoFar();
  for (let tries = 1; left.length < 8 && tries < 5; tries += 1) left = await leftSoFar();
  expect(left).toHaveLength(8);
  // The record follows the closing. Each stream has more than 30 chunks at 60 ms, and is left when the first has come.
  expect(Math.max(...left)).toBeLessThan(1_000);
}, 60_000);

test('no key shows in anything that was printed or logged meanwhile', () => {
  expect(leaksOf(gateway, [gateway.ready.demoKey])).toEqual([]);
});
