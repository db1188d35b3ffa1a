// Anthropic's own SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import Anthropic from '@anthropic-ai/sdk';

const { GATEWAY_URL: url, CLIENT_KEY: apiKey } = process.env;
const client = new Anthropic({ apiKey, baseURL: `${url}/anthropic` });
const asked = {
  model: 'claude-haiku-4-5',
  max_tokens: 500,
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
};
const long = { ...asked, messages: [{ role: 'user', content: 'sky '.repeat(90) }] };
const failure = (error) => ({
  name: error.constructor.name,
  status: error.status,
  type: error.error?.error?.type,
});
const failing = (call) => call.then(() => 'served', failure);

const whole = await client.messages.create(asked);
const stream = client.messages.stream(asked);
const chunks = [];
stream.on('text', (text) => chunks.push(text));
const final = await stream.finalMessage();
const beta = await client.beta.messages.create({ ...asked, betas: ['context-1m-2025-08-07'] });
const counted = await client.messages.countTokens({ model: asked.model, messages: asked.messages });
const models = [];
for await (const entry of client.models.list()) models.push(entry.id);

const leaving = client.messages.stream(long);
leaving.once('text', () => leaving.abort());
const aborted = await leaving.finalMessage().then(
  () => 'served',
  (error) => error.constructor.name,
);
const bearer = new Anthropic({ apiKey: null, authToken: apiKey, baseURL: `${url}/anthropic` });

process.stdout.write(
  JSON.stringify({
    text: whole.content[0].text,
    chunks,
    final: final.content[0].text,
    stop: final.stop_reason,
    beta: beta.content[0].text,
    inputTokens: counted.input_tokens,
    models,
    aborted,
    byToken: (await bearer.messages.create(asked)).type,
    unknownModel: await failing(client.messages.create({ ...asked, model: 'claude-0' })),
    batches: await failing(client.messages.batches.list()),
    wrongKey: await failing(new Anthropic({ apiKey: 'none', baseURL: `${url}/anthropic` }).models.list()),
  }),
);
