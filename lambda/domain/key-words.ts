import { holdsClientKey } from './holds-client-key.ts';

/** What is wrong with a text that an operator typed; `undefined` for one that is fine. */
type Complaint = string | undefined;

const NAME_LENGTH_MAX = 64;
const NOTE_LENGTH_MAX = 256;
const LABELS_MAX = 20;
/** Printable ASCII without quotes and separators: a name appears in logs, request contexts and terminals. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9 ._@:+-]*$/;
/** Control and format characters, lone surrogates, private use, line separators: none of them is part of a text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
const HOLDS_KEY = 'holds a client key or a token; such a text is stored and listed';
const LABEL = /^[a-z][a-z0-9._/-]{0,62}$/;

/** The name of a client, or of whoever answers for a key. */
export const complaintAboutName = (text: string): Complaint =>
  NAME.test(text) && text.length <= NAME_LENGTH_MAX
    ? holdsClientKey(text)
      ? HOLDS_KEY
      : undefined
    : `takes 1 to ${NAME_LENGTH_MAX} of A-Z a-z 0-9 space . _ @ : + - and starts with a letter or digit`;

/** A note or a reason. */
export const complaintAboutNote = (text: string): Complaint =>
  text.length > NOTE_LENGTH_MAX || UNPRINTABLE.test(text)
    ? `takes at most ${NOTE_LENGTH_MAX} printable characters on one line`
    : holdsClientKey(text)
      ? HOLDS_KEY
      : undefined;

/** Labels as they were typed, `team=search`; the last of the same name counts. */
export function readLabels(texts: readonly string[]): Readonly<Record<string, string>> | string {
  const labels = texts.map((text) => text.split(/=(.*)/s));
  const sound = labels.every(
    ([name = '', value]) =>
      LABEL.test(name) && value !== undefined && complaintAboutNote(value) === undefined,
  );
  if (!sound || texts.length > LABELS_MAX)
    return `takes NAME=VALUE, at most ${LABELS_MAX}; a name has up to 63 of a-z 0-9 . _ / - and starts with a letter`;
  return Object.fromEntries(labels.map(([name = '', value = '']) => [name, value]));
}
