import { SECRET_LENGTH_MIN } from './needles.ts';

/** Far above any provider's key; Secrets Manager itself ends at 65,536 bytes. */
const SECRET_LENGTH_MAX = 8_192;

/**
 * What is wrong with an upstream key as an operator typed it, without repeating any of it; `undefined` if it can be sent in a
 * header. No provider's format is checked: those change.
 */
export function complaintAboutUpstreamKey(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (text.length < SECRET_LENGTH_MIN)
    return `has fewer than ${SECRET_LENGTH_MIN} characters, too few to be found again in an answer that leaks it`;
  if (text.length > SECRET_LENGTH_MAX) return `has more than ${SECRET_LENGTH_MAX} characters`;
  return /^[\x21-\x7e]+$/.test(text)
    ? undefined
    : 'holds white space, a line break or another character that no key has; pass the bare key';
}

/** The text as it was meant: without the one line break that `echo` and editors append. */
export const withoutFinalNewline = (text: string): string => text.replace(/\r?\n$/, '');
