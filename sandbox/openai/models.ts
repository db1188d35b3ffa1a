import { ChatFault } from '../chat/chat-fault.ts';

/** Names that a client is likely to try. OpenAI's own list changes every few weeks; the sandbox does not follow it. */
const NAMES = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-5', 'gpt-5-mini', 'gpt-5-nano'];

const resource = (id: string) => ({ id, object: 'model', created: 1_735_689_600, owned_by: 'sandbox' });

/** The model's name, or the fault for a model that there is not. */
export function modelFor(name: unknown): string {
  if (typeof name !== 'string' || name === '')
    throw new ChatFault(400, 'invalid_request_error', 'you must provide a model parameter');
  if (NAMES.includes(name)) return name;
  throw new ChatFault(
    404,
    'invalid_request_error',
    'The model does not exist or you do not have access to it.',
    { code: 'model_not_found' },
  );
}

/** Every model. */
export const listModels = () => ({ object: 'list', data: NAMES.map(resource) });

/** One model. */
export const getModel = (name: string) => resource(modelFor(name));
