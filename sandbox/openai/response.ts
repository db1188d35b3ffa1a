import { createHash } from 'node:crypto';
import type { ChatAnswer } from '../chat/chat-api.ts';
import { ChatFault } from '../chat/chat-fault.ts';
import { lastSaid } from '../chat/last-said.ts';
import { type Reply, replyTo } from '../chat/reply.ts';
import { type ServerEvent, serverEvents } from '../chat/server-events.ts';
import { limitOf } from './limit.ts';
import { modelFor } from './models.ts';

/** `POST /v1/responses` (https://platform.openai.com/docs/api-reference/responses): whole, or as the events of a stream. */
export function response(message: Readonly<Record<string, unknown>>, chunkPauseMs: number): ChatAnswer {
  const model = `${modelFor(message['model'])}-sandbox`;
  const said = lastSaid(message['input']);
  if (said === undefined)
    throw new ChatFault(400, 'invalid_request_error', "Missing required parameter: 'input'.", {
      param: 'input',
      code: 'missing_required_parameter',
    });
  const reply = replyTo('OpenAI', said, limitOf(message, 'max_output_tokens'));
  if (message['stream'] !== true) return { status: 200, content: { json: whole(model, reply) } };
  return { status: 200, content: { events: serverEvents(eventsOf(model, reply), chunkPauseMs) } };
}

const idOf = (kind: string, { text }: Reply): string =>
  `${kind}_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;

const partOf = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

const itemOf = (reply: Reply, status: string, content: readonly object[]) => ({
  id: idOf('msg', reply),
  type: 'message',
  status,
  role: 'assistant',
  content,
});

const emptyOf = (model: string, reply: Reply, status: string) => ({
  id: idOf('resp', reply),
  object: 'response',
  created_at: Math.floor(Date.now() / 1000),
  status,
  error: null,
  incomplete_details: null as { readonly reason: string } | null,
  instructions: null,
  metadata: {},
  model,
  output: [] as readonly object[],
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage: null as object | null,
});

function whole(model: string, reply: Reply) {
  const status = reply.cut ? 'incomplete' : 'completed';
  return {
    ...emptyOf(model, reply, status),
    incomplete_details: reply.cut ? { reason: 'max_output_tokens' } : null,
    output: [itemOf(reply, status, [partOf(reply.text)])],
    usage: {
      input_tokens: reply.inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: reply.outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: reply.inputTokens + reply.outputTokens,
    },
  };
}

function eventsOf(model: string, reply: Reply): readonly ServerEvent[] {
  const place = { item_id: idOf('msg', reply), output_index: 0, content_index: 0 };
  const started = emptyOf(model, reply, 'in_progress');
  const last = whole(model, reply);
  const events: readonly (readonly [string, object])[] = [
    ['response.created', { response: started }],
    ['response.in_progress', { response: started }],
    ['response.output_item.added', { output_index: 0, item: itemOf(reply, 'in_progress', []) }],
    ['response.content_part.added', { ...place, part: partOf('') }],
    ...reply.pieces.map((delta) => [DELTA, { ...place, delta, logprobs: [] }] as const),
    ['response.output_text.done', { ...place, text: reply.text, logprobs: [] }],
    ['response.content_part.done', { ...place, part: partOf(reply.text) }],
    ['response.output_item.done', { output_index: 0, item: last.output[0] }],
    [reply.cut ? 'response.incomplete' : 'response.completed', { response: last }],
  ];
  return events.map(([event, data], sequence_number) => ({
    event,
    data: { type: event, ...data, sequence_number },
    paced: event === DELTA,
  }));
}

const DELTA = 'response.output_text.delta';
