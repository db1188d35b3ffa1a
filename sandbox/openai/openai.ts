import type { ChatAnswer, ChatApi, ChatCall } from '../chat/chat-api.ts';
import { ChatFault } from '../chat/chat-fault.ts';
import { parseObject } from '../chat/parse-object.ts';
import { sameKey } from '../chat/same-key.ts';
import { chatCompletion } from './chat-completion.ts';
import { getModel, listModels } from './models.ts';
import { response } from './response.ts';

type Work = (message: Readonly<Record<string, unknown>>, chunkPauseMs: number) => ChatAnswer;

const CALLS: Readonly<Record<string, Work>> = {
  '/v1/chat/completions': chatCompletion,
  '/v1/responses': response,
};

/** OpenAI's API (https://platform.openai.com/docs/api-reference): models, chat completions and responses. */
export const openai = (apiKey: string, chunkPauseMs: number): ChatApi => ({
  headersOf: (requestId) => ({
    'x-request-id': requestId,
    'openai-version': '2020-10-01',
    'openai-organization': 'org-sandbox',
    'openai-processing-ms': '42',
    'x-ratelimit-remaining-requests': '9999',
    server: 'cloudflare',
    'set-cookie': '__cf_bm=sandbox; path=/; HttpOnly',
  }),
  answer(call) {
    try {
      judge(call, apiKey);
      return work(call, chunkPauseMs);
    } catch (error) {
      const fault =
        error instanceof ChatFault ? error : new ChatFault(500, 'server_error', 'The server had an error.');
      const { message, type, param, code } = fault;
      return { status: fault.status, content: { json: { error: { message, type, param, code } } } };
    }
  },
});

const refused = (message: string, code: string | null) =>
  new ChatFault(401, 'invalid_request_error', message, { code });

/** The real error repeats a masked key; this one repeats nothing. */
function judge({ headers }: ChatCall, apiKey: string): void {
  const [authorization, ...more] = headers['authorization'] ?? [];
  const key = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined || more.length > 0)
    throw refused("You didn't provide an API key in an Authorization header using Bearer auth.", null);
  if (!sameKey(key, apiKey)) throw refused('Incorrect API key provided: ****.', 'invalid_api_key');
}

function work({ method, path, body }: ChatCall, chunkPauseMs: number): ChatAnswer {
  if (method === 'GET' && path === '/v1/models') return { status: 200, content: { json: listModels() } };
  const model = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1];
  if (method === 'GET' && model !== undefined) return { status: 200, content: { json: getModel(model) } };
  const run = method === 'POST' && Object.hasOwn(CALLS, path) ? CALLS[path] : undefined;
  if (run === undefined) throw new ChatFault(404, 'invalid_request_error', 'Invalid URL');
  const message = body && parseObject(body);
  if (message === undefined)
    throw new ChatFault(
      400,
      'invalid_request_error',
      'We could not parse the JSON body of your request. The API expects a JSON payload.',
    );
  return run(message, chunkPauseMs);
}
