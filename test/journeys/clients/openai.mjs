// OpenAI's own SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import OpenAI from 'openai';

const { GATEWAY_URL: url, CLIENT_KEY: apiKey } = process.env;
// As a team that has set these would send them; they are not the client's to choose.
const client = new OpenAI({ apiKey, baseURL: `${url}/openai/v1`, organization: 'org-x', project: 'proj-x' });
const model = 'gpt-5-mini';
const messages = [{ role: 'user', content: 'Why is the sky blue?' }];
const long = [{ role: 'user', content: 'sky '.repeat(90) }];

const texts = async (stream, textOf) => {
  const found = [];
  for await (const event of stream) found.push(textOf(event) ?? '');
  return found.filter((text) => text !== '');
};
const failure = (error) => ({ name: error.constructor.name, status: error.status, code: error.code });
const failing = (call) => call.then(() => 'served', failure);

const whole = await client.chat.completions.create({ model, messages });
const streamed = await client.chat.completions.create({
  model,
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
const response = await client.responses.create({ model, input: 'Why is the sky blue?' });
const events = await client.responses.create({ model, input: 'Why is the sky blue?', stream: true });
const models = [];
for await (const entry of client.models.list()) models.push(entry.id);

const aborted = await client.chat.completions
  .create({ model, messages: long, stream: true })
  .then(async (stream) => {
    for await (const _chunk of stream) stream.controller.abort();
    return stream.controller.signal.aborted;
  });

const small = new OpenAI({ apiKey, baseURL: `${url}/openai-mini/v1`, maxRetries: 0 });
const ask = (over) => small.chat.completions.create({ model, messages, max_completion_tokens: 9, ...over });

process.stdout.write(
  JSON.stringify({
    text: whole.choices[0].message.content,
    requestId: whole._request_id,
    chunks: await texts(streamed, (chunk) => chunk.choices[0]?.delta.content),
    response: response.output_text,
    events: await texts(events, (event) => (event.type === 'response.output_text.delta' ? event.delta : '')),
    models,
    aborted,
    unknownModel: await failing(client.chat.completions.create({ model: 'gpt-0', messages })),
    files: await failing(client.files.list()),
    wrongKey: await failing(new OpenAI({ apiKey: 'sk-none', baseURL: `${url}/openai/v1` }).models.list()),
    constrained: {
      allowed: await failing(ask({})),
      otherModel: await failing(ask({ model: 'gpt-5' })),
      tooManyTokens: await failing(ask({ max_completion_tokens: 10 })),
      tooLarge: await failing(ask({ messages: long.concat(long, long, long) })),
    },
  }),
);
