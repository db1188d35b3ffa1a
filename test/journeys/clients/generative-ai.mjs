// Google's older SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import { GoogleGenerativeAI } from '@google/generative-ai';

const { GATEWAY_URL: url, CLIENT_KEY: apiKey } = process.env;
const at = { baseUrl: `${url}/gemini` };
const modelOf = (key, model) => new GoogleGenerativeAI(key).getGenerativeModel({ model }, at);
const model = modelOf(apiKey, 'gemini-2.5-flash');
const failing = (call) =>
  call.then(
    () => 'served',
    (error) => ({ name: error.constructor.name, status: error.status }),
  );

const whole = await model.generateContent('Why is the sky blue?');
const chunks = [];
for await (const chunk of (await model.generateContentStream('Why is the sky blue?')).stream)
  chunks.push(chunk.text());
const counted = await model.countTokens('Why is the sky blue?');

const leave = new AbortController();
const aborted = await (async () => {
  const { stream, response } = await model.generateContentStream('sky '.repeat(90), { signal: leave.signal });
  response.catch(() => undefined);
  for await (const _chunk of stream) leave.abort();
  return 'served';
})().catch((error) => error.constructor.name);

process.stdout.write(
  JSON.stringify({
    text: whole.response.text(),
    chunks,
    totalTokens: counted.totalTokens,
    aborted,
    unknownModel: await failing(modelOf(apiKey, 'gemini-0').generateContent('x')),
    wrongKey: await failing(modelOf('none', 'gemini-2.5-flash').generateContent('x')),
  }),
);
