import type { Content } from './read-contents.ts';

/** Longer prompts are quoted up to here, so that a stream stays a matter of seconds. */
const QUOTED_CHARACTERS_MAX = 400;

/** What the sandbox says: that it is one, and the last thing it was told. */
export function replyTo(contents: readonly Content[]): string {
  const said = contents
    .findLast((content) => content.role === 'user')
    ?.parts.map((part) => part.text ?? '[not text]')
    .join(' ');
  const start = Array.from(said ?? '')
    .slice(0, QUOTED_CHARACTERS_MAX)
    .join('');
  const quoted = start === said ? start : `${start}…`;
  return `This is Sallyport's sandbox, not Gemini. You said: ${quoted}`;
}
