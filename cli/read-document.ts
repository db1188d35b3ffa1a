import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { UsageError } from './usage-error.ts';

/** A JSON or YAML file as data. Its own text is never repeated in an error. */
export async function readDocument(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError([`${file} cannot be read`]);
  });
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    throw new UsageError([`${file} is neither JSON nor YAML`]);
  }
}
