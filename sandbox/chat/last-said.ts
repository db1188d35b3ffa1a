import { isRecord } from '../google/is-record.ts';

/** The last thing that the user said, of a text or of messages whose content is a text or parts; `undefined` for anything else. */
export function lastSaid(messages: unknown): string | undefined {
  if (typeof messages === 'string') return messages;
  if (!Array.isArray(messages) || messages.length === 0) return undefined;
  const last = messages.findLast((message) => isRecord(message) && message['role'] === 'user');
  return last === undefined ? '' : textOf(last['content']);
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => (isRecord(part) && typeof part['text'] === 'string' ? part['text'] : '[not text]'))
    .join(' ');
}
