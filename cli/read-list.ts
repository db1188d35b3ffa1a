import { readFile } from 'node:fs/promises';
import { readDocument } from './read-document.ts';
import { UsageError } from './usage-error.ts';

/** A list of records from a file: YAML or JSON, or CSV by its name's end, whose first line names the fields. */
export async function readList(file: string): Promise<unknown> {
  if (!/\.csv$/i.test(file)) return readDocument(file);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError([`${file} cannot be read`]);
  });
  const read = csvRows(text.replace(/^\uFEFF/, ''));
  if (read === undefined) throw new UsageError([`${file} is no CSV: a quote stands where none can`]);
  const [head, ...rows] = read;
  if (head === undefined) return [];
  const crooked = rows.findIndex((row) => row.length !== head.length);
  if (crooked !== -1)
    throw new UsageError([`${file}: record ${crooked + 1} has not as many fields as the first line names`]);
  return rows.map((row) => Object.fromEntries(head.map((name, n) => [name.trim(), row[n] ?? ''])));
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** https://www.rfc-editor.org/rfc/rfc4180; empty lines are none. `undefined` for a text that is no CSV. */
export function csvRows(text: string): readonly (readonly string[])[] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0, end = ','; at < text.length || end === ','; at = FIELD.lastIndex) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    if (match === null) return undefined;
    const [, quoted, plain = ''] = match;
    end = match[3] ?? '';
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
