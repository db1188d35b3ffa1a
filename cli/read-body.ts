import { readFile } from 'node:fs/promises';
import type { Host } from './host.ts';
import { UsageError } from './usage-error.ts';

/** The bytes of a file, or of standard input for `-`, exactly as they are. */
export async function readBody(host: Host, file: string): Promise<Buffer> {
  if (file === '-') return host.readBytes();
  return readFile(file).catch(() => {
    throw new UsageError([`${file} cannot be read`]);
  });
}
