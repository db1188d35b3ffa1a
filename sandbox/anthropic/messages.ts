import { createHash } from 'node:crypto';
import type { ChatAnswer } from '../chat/chat-api.ts';
import { ChatFault } from '../chat/chat-fault.ts';
import { lastSaid } from '../chat/last-said.ts';
import { type Reply, replyTo, tokensOf } from '../chat/reply.ts';
import { type ServerEvent, serverEvents } from '../chat/server-events.ts';
import { modelFor } from './models.ts';

const invalid = (message: string) => new ChatFault(400, 'invalid_request_error', message);

/** `POST /v1/messages` (https://docs.claude.com/en/api/messages): whole, or as the events of a stream. */
export function createMessage(message: Readonly<Record<string, unknown>>, chunkPauseMs: number): ChatAnswer {
  const model = `${modelFor(message['model'])}-sandbox`;
  const tokensMax = message['max_tokens'];
  if (tokensMax === undefined) throw invalid('max_tokens: Field required');
  if (typeof tokensMax !== 'number' || !Number.isInteger(tokensMax) || tokensMax < 1)
    throw invalid('max_tokens: Input should be greater than or equal to 1');
  const reply = replyTo('Anthropic', saidIn(message), tokensMax);
  const stop = reply.cut ? 'max_tokens' : 'end_turn';
  if (message['stream'] === true)
    return { status: 200, content: { events: serverEvents(eventsOf(model, reply, stop), chunkPauseMs) } };
  const json = {
    ...headOf(model, reply),
    content: [{ type: 'text', text: reply.text }],
    stop_reason: stop,
    usage: usageOf(reply, reply.outputTokens),
  };
  return { status: 200, content: { json } };
}

/** `POST /v1/messages/count_tokens`. */
export function countTokens(message: Readonly<Record<string, unknown>>): ChatAnswer {
  modelFor(message['model']);
  return { status: 200, content: { json: { input_tokens: tokensOf(saidIn(message)) } } };
}

function saidIn({ messages }: Readonly<Record<string, unknown>>): string {
  const said = typeof messages === 'string' ? undefined : lastSaid(messages);
  if (said === undefined) throw invalid('messages: Field required');
  return said;
}

const headOf = (model: string, reply: Reply) => ({
  id: `msg_${createHash('sha256').update(model).update(reply.text).digest('base64url').slice(0, 24)}`,
  type: 'message',
  role: 'assistant',
  model,
  content: [] as readonly object[],
  stop_reason: null as string | null,
  stop_sequence: null,
});

const usageOf = ({ inputTokens }: Reply, outputTokens: number) => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: outputTokens,
  service_tier: 'standard',
});

/** https://docs.claude.com/en/docs/build-with-claude/streaming */
function eventsOf(model: string, reply: Reply, stop: string): readonly ServerEvent[] {
  const events: readonly (readonly [string, object])[] = [
    ['message_start', { message: { ...headOf(model, reply), usage: usageOf(reply, 1) } }],
    ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }],
    ['ping', {}],
    ...reply.pieces.map((text) => [DELTA, { index: 0, delta: { type: 'text_delta', text } }] as const),
    ['content_block_stop', { index: 0 }],
    [
      'message_delta',
      { delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: reply.outputTokens } },
    ],
    ['message_stop', {}],
  ];
  return events.map(([event, data]) => ({ event, data: { type: event, ...data }, paced: event === DELTA }));
}

const DELTA = 'content_block_delta';
