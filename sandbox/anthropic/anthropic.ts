import type { ChatAnswer, ChatApi, ChatCall } from '../chat/chat-api.ts';
import { ChatFault } from '../chat/chat-fault.ts';
import { parseObject } from '../chat/parse-object.ts';
import { sameKey } from '../chat/same-key.ts';
import { countTokens, createMessage } from './messages.ts';
import { getModel, listModels } from './models.ts';

type Work = (message: Readonly<Record<string, unknown>>, chunkPauseMs: number) => ChatAnswer;

const CALLS: Readonly<Record<string, Work>> = {
  '/v1/messages': createMessage,
  '/v1/messages/count_tokens': countTokens,
};

/** Anthropic's API (https://docs.claude.com/en/api/overview): models, messages and token counts. */
export const anthropic = (apiKey: string, chunkPauseMs: number): ChatApi => ({
  headersOf: (requestId) => ({
    'request-id': requestId,
    'anthropic-organization-id': '00000000-0000-0000-0000-000000000000',
    'anthropic-ratelimit-requests-remaining': '3999',
    server: 'cloudflare',
    'cf-ray': 'sandbox',
  }),
  answer(call, requestId) {
    try {
      judge(call, apiKey);
      return work(call, chunkPauseMs);
    } catch (error) {
      const fault =
        error instanceof ChatFault ? error : new ChatFault(500, 'api_error', 'Internal server error');
      const { type, message } = fault;
      const json = { type: 'error', error: { type, message }, request_id: requestId };
      return { status: fault.status, content: { json } };
    }
  },
});

function judge({ headers }: ChatCall, apiKey: string): void {
  const [key, ...more] = headers['x-api-key'] ?? [];
  const token = headers['authorization'] !== undefined;
  if (token && key === undefined) throw new ChatFault(401, 'authentication_error', 'Invalid bearer token');
  if (key === undefined || more.length > 0)
    throw new ChatFault(401, 'authentication_error', 'x-api-key header is required');
  if (token || !sameKey(key, apiKey)) throw new ChatFault(401, 'authentication_error', 'invalid x-api-key');
  if ((headers['anthropic-version'] ?? []).length !== 1)
    throw new ChatFault(400, 'invalid_request_error', 'anthropic-version: header is required');
}

function work({ method, path, body }: ChatCall, chunkPauseMs: number): ChatAnswer {
  if (method === 'GET' && path === '/v1/models') return { status: 200, content: { json: listModels() } };
  const model = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1];
  if (method === 'GET' && model !== undefined) return { status: 200, content: { json: getModel(model) } };
  const run = method === 'POST' && Object.hasOwn(CALLS, path) ? CALLS[path] : undefined;
  if (run === undefined) throw new ChatFault(404, 'not_found_error', 'Not found');
  if (body === undefined)
    throw new ChatFault(413, 'request_too_large', 'Request exceeds the maximum allowed number of bytes.');
  const message = parseObject(body);
  if (message === undefined)
    throw new ChatFault(400, 'invalid_request_error', 'The request body is not valid JSON.');
  return run(message, chunkPauseMs);
}
