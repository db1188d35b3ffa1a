import { ChatFault } from '../chat/chat-fault.ts';

/** The largest number of tokens that a request asks for, under the first of these names that it uses. */
export function limitOf(
  message: Readonly<Record<string, unknown>>,
  ...names: readonly string[]
): number | undefined {
  const name = names.find((candidate) => message[candidate] !== undefined && message[candidate] !== null);
  if (name === undefined) return undefined;
  const value = message[name];
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new ChatFault(
    400,
    'invalid_request_error',
    `Invalid value for '${name}': expected an integer above 0.`,
    {
      param: name,
      code: 'invalid_value',
    },
  );
}
