import { ChatFault } from '../chat/chat-fault.ts';

/** Names that a client is likely to try. Anthropic's own list changes every few months; the sandbox does not follow it. */
const NAMES = ['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-opus-4-5'];

const resource = (id: string) => ({
  type: 'model',
  id,
  display_name: `${id} (sandbox)`,
  created_at: '2025-01-01T00:00:00Z',
});

/** The model's name, or the fault for a model that there is not. */
export function modelFor(name: unknown): string {
  if (typeof name !== 'string') throw new ChatFault(400, 'invalid_request_error', 'model: Field required');
  if (NAMES.includes(name)) return name;
  throw new ChatFault(404, 'not_found_error', 'model: not found');
}

/** Every model, on one page. */
export const listModels = () => ({
  data: NAMES.map(resource),
  has_more: false,
  first_id: NAMES.at(0),
  last_id: NAMES.at(-1),
});

/** One model. */
export const getModel = (name: string) => resource(modelFor(name));
