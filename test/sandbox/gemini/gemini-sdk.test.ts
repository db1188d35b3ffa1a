import { GoogleGenAI } from '@google/genai';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../sandbox/start-sandbox.ts';
import { lendDispatcher } from '../lend-dispatcher.ts';

const MODEL = 'gemini-2.5-flash';
let sandbox: Sandbox;
let ai: GoogleGenAI;

beforeAll(async () => {
  lendDispatcher();
  sandbox = await startSandbox('gemini', { chunkPauseMs: 2 });
  ai = new GoogleGenAI({ apiKey: sandbox.apiKey, httpOptions: { baseUrl: sandbox.baseUrl } });
});
afterAll(() => sandbox.close());

test('the official SDK reads an answer that says it is a sandbox and quotes the prompt', async () => {
  const answer = await ai.models.generateContent({ model: MODEL, contents: 'Why is the sky blue?' });
  expect(answer.text).toBe("This is Sallyport's sandbox, not Gemini. You said: Why is the sky blue?");
  expect(answer.modelVersion).toBe('gemini-2.5-flash-sandbox');
  expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
  expect(answer.usageMetadata).toMatchObject({
    promptTokenCount: 5,
    candidatesTokenCount: 18,
    totalTokenCount: 23,
  });
});

test('the last thing the user said is quoted, with images named and not read', async () => {
  const answer = await ai.models.generateContent({
    model: MODEL,
    contents: [
      { role: 'user', parts: [{ text: 'first' }] },
      { role: 'model', parts: [{ text: 'answered' }] },
      { role: 'user', parts: [{ text: 'see:' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }] },
    ],
  });
  expect(answer.text).toMatch(/You said: see: \[not text\]$/);
});

test('an output limit cuts the answer and is given as the reason', async () => {
  const answer = await ai.models.generateContent({
    model: MODEL,
    contents: 'Go on',
    config: { maxOutputTokens: 3 },
  });
  expect(answer.text).toHaveLength(12);
  expect(answer.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
});

test('the chunks of a stream make up the answer that is not streamed, and only the last one is finished', async () => {
  const asked = { model: MODEL, contents: 'Tell me a long story about two doors that never open at once.' };
  const whole = await ai.models.generateContent(asked);
  const texts: (string | undefined)[] = [];
  const reasons: unknown[] = [];
  for await (const chunk of await ai.models.generateContentStream(asked)) {
    texts.push(chunk.text);
    reasons.push(chunk.candidates?.[0]?.finishReason);
  }
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.join('')).toBe(whole.text);
  expect(reasons).toEqual([...Array(texts.length - 1).fill(undefined), 'STOP']);
});

test('tokens counted ahead are the prompt tokens that the answer reports', async () => {
  const asked = { model: MODEL, contents: 'Exactly how many tokens is this?' };
  const counted = await ai.models.countTokens(asked);
  const answer = await ai.models.generateContent(asked);
  expect(counted.totalTokens).toBeGreaterThan(0);
  expect(counted.totalTokens).toBe(answer.usageMetadata?.promptTokenCount);
});

test('the pages of the model list hold every model once, and each can be got', async () => {
  const names: (string | undefined)[] = [];
  for await (const model of await ai.models.list({ config: { pageSize: 2 } })) names.push(model.name);
  expect(names).toContain(`models/${MODEL}`);
  expect(new Set(names).size).toBe(names.length);
  const got = await ai.models.get({ model: MODEL });
  expect(got.description).toMatch(/sandbox/);
});

test('a model that is not in the list is not found', async () => {
  await expect(ai.models.generateContent({ model: 'gemini-99', contents: 'x' })).rejects.toMatchObject({
    status: 404,
  });
});
