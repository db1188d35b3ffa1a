// Google's own SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import { ApiError, GoogleGenAI } from '@google/genai';

const { GATEWAY_URL: url, CLIENT_KEY: apiKey } = process.env;
const ai = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: `${url}/gemini` } });
const model = 'gemini-2.5-flash';
const contents = 'Why is the sky blue?';

const generated = await ai.models.generateContent({ model, contents });
const chunks = [];
for await (const chunk of await ai.models.generateContentStream({ model, contents })) {
  chunks.push({ text: chunk.text, at: performance.now() });
}
const counted = await ai.models.countTokens({ model, contents });
const models = [];
for await (const entry of await ai.models.list()) models.push(entry.name);

const leave = new AbortController();
const aborted = await (async () => {
  const config = { abortSignal: leave.signal };
  const stream = await ai.models.generateContentStream({ model, contents: 'sky '.repeat(90), config });
  for await (const _chunk of stream) leave.abort();
  return 'served';
})().catch((error) => error.name);

const failing = (call) =>
  call.then(
    () => 'served',
    (error) => ({
      name: error.name,
      api: error instanceof ApiError,
      status: error.status,
      message: error.message,
    }),
  );
const stranger = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: `${url}/gemini` } });

process.stdout.write(
  JSON.stringify({
    text: generated.text,
    chunks,
    totalTokens: counted.totalTokens,
    models,
    aborted,
    unknownModel: await failing(ai.models.generateContent({ model: 'gemini-0', contents })),
    files: await failing(ai.files.get({ name: 'files/x' })),
    wrongKey: await failing(stranger.models.generateContent({ model, contents })),
    wrongKeyStreaming: await failing(stranger.models.generateContentStream({ model, contents })),
  }),
);
