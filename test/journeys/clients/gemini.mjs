// Google's own SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import { GoogleGenAI } from '@google/genai';

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

process.stdout.write(
  JSON.stringify({ text: generated.text, chunks, totalTokens: counted.totalTokens, models }),
);
