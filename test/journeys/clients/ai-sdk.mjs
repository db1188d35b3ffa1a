// The AI SDK with its three providers as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';

const { GATEWAY_URL: url, CLIENT_KEY: apiKey } = process.env;
const providersOf = (key) => ({
  google: createGoogleGenerativeAI({ apiKey: key, baseURL: `${url}/gemini/v1beta` }),
  openai: createOpenAI({ apiKey: key, baseURL: `${url}/openai/v1` }),
  openaiChat: createOpenAI({ apiKey: key, baseURL: `${url}/openai/v1` }).chat,
  anthropic: createAnthropic({ apiKey: key, baseURL: `${url}/anthropic/v1` }),
});
const MODELS = {
  google: ['gemini-2.5-flash', 'gemini-0'],
  openai: ['gpt-5-mini', 'gpt-0'],
  openaiChat: ['gpt-5-mini', 'gpt-0'],
  anthropic: ['claude-haiku-4-5', 'claude-0'],
};
const prompt = 'Why is the sky blue?';
const providers = providersOf(apiKey);
const strangers = providersOf('none');
const failing = (call) =>
  call.then(
    () => 'served',
    (error) => error.statusCode,
  );

async function abort(model) {
  const leave = new AbortController();
  let failed = 'none';
  const stream = streamText({
    model,
    prompt: 'sky '.repeat(90),
    abortSignal: leave.signal,
    maxRetries: 0,
    onError: ({ error }) => {
      failed = error.name;
    },
    onAbort: () => {
      failed = 'AbortError';
    },
  });
  for await (const part of stream.fullStream) if (part.type === 'text-delta') leave.abort();
  return failed;
}

const results = await Promise.all(
  Object.entries(MODELS).map(async ([name, [known, unknown]]) => {
    const ask = { model: providers[name](known), prompt, maxRetries: 0 };
    const { text } = await generateText(ask);
    const chunks = [];
    for await (const chunk of streamText(ask).textStream) chunks.push(chunk);
    const result = {
      text,
      chunks,
      aborted: await abort(ask.model),
      unknownModel: await failing(generateText({ ...ask, model: providers[name](unknown) })),
      wrongKey: await failing(generateText({ ...ask, model: strangers[name](known) })),
    };
    return [name, result];
  }),
);

process.stdout.write(JSON.stringify(Object.fromEntries(results)));
