import { complaintAboutNote } from '../lambda/domain/key-words.ts';
import { UsageError } from './usage-error.ts';

/** Why something is done to a key, as it was typed; it becomes part of the record. */
export function reasonOf(text: string | undefined): string | undefined {
  const complaint = text === undefined ? undefined : complaintAboutNote(text);
  if (complaint !== undefined) throw new UsageError([`--reason ${complaint}`]);
  return text;
}
