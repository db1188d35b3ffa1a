import { readFileSync } from 'node:fs';
import { LocalRunError } from '../local-run-error.ts';

/** A JSON file of the assembly; a missing or broken one is an error that names the file. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new LocalRunError(`Cannot read ${file}. Synthesize the app again, then start from its cdk.out.`, {
      cause,
    });
  }
}
