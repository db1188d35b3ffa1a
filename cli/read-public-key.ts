import { readFile } from 'node:fs/promises';
import { JweSealer } from '../lambda/adapters/jwe-sealer.ts';
import type { Sealer } from '../lambda/flows/operator-ports.ts';
import { UsageError } from './usage-error.ts';

/** The public key that a new key is to be encrypted for, from a file. */
export async function readPublicKey(file: string | undefined): Promise<Sealer | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(['--deliver-to names a file that cannot be read']);
  });
  const sealer = JweSealer.for(text);
  if (typeof sealer === 'string') throw new UsageError([`--deliver-to ${sealer}`]);
  return sealer;
}
