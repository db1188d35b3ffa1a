import { createHash } from 'node:crypto';
import type { ChatAnswer } from '../chat/chat-api.ts';
import { ChatFault } from '../chat/chat-fault.ts';
import { lastSaid } from '../chat/last-said.ts';
import { type Reply, replyTo } from '../chat/reply.ts';
import { type ServerEvent, serverEvents } from '../chat/server-events.ts';
import { isRecord } from '../google/is-record.ts';
import { limitOf } from './limit.ts';
import { modelFor } from './models.ts';

/** `POST /v1/chat/completions` (https://platform.openai.com/docs/api-reference/chat): whole, or streamed in chunks. */
export function chatCompletion(message: Readonly<Record<string, unknown>>, chunkPauseMs: number): ChatAnswer {
  const model = `${modelFor(message['model'])}-sandbox`;
  const said = lastSaid(message['messages']);
  if (said === undefined || typeof message['messages'] === 'string')
    throw new ChatFault(400, 'invalid_request_error', "Missing required parameter: 'messages'.", {
      param: 'messages',
      code: 'missing_required_parameter',
    });
  const reply = replyTo('OpenAI', said, limitOf(message, 'max_completion_tokens', 'max_tokens'));
  const id = `chatcmpl-${createHash('sha256').update(model).update(reply.text).digest('base64url').slice(0, 29)}`;
  const common = { id, created: Math.floor(Date.now() / 1000), model, system_fingerprint: 'fp_sandbox' };
  if (message['stream'] === true) {
    const options = message['stream_options'];
    const usage = isRecord(options) && options['include_usage'] === true;
    return { status: 200, content: { events: serverEvents(chunks(reply, common, usage), chunkPauseMs) } };
  }
  const choice = {
    index: 0,
    message: { role: 'assistant', content: reply.text, refusal: null, annotations: [] },
    logprobs: null,
    finish_reason: reply.cut ? 'length' : 'stop',
  };
  const json = { ...common, object: 'chat.completion', choices: [choice], usage: usageOf(reply) };
  return { status: 200, content: { json } };
}

/** A role, the pieces, a reason to finish, perhaps the usage, and the end. */
function chunks(reply: Reply, common: object, usage: boolean): readonly ServerEvent[] {
  const chunk = (delta: object, finish: string | null = null) => ({
    ...common,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(usage && { usage: null }),
  });
  return [
    { data: chunk({ role: 'assistant', content: '', refusal: null }) },
    ...reply.pieces.map((content) => ({ data: chunk({ content }), paced: true })),
    { data: chunk({}, reply.cut ? 'length' : 'stop') },
    ...(usage
      ? [{ data: { ...common, object: 'chat.completion.chunk', choices: [], usage: usageOf(reply) } }]
      : []),
    { data: '[DONE]' },
  ];
}

const usageOf = ({ inputTokens, outputTokens }: Reply) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});
