import { readFileSync } from 'node:fs';
import { LocalRunError } from '../local-run-error.ts';
import { writeDurably } from './write-durably.ts';

/**
 * One JSON document in one file of mode 0600. `change` resolves only when the new document is on disk, so nothing that was
 * acknowledged is lost when the process is killed; readers never see what has not been written.
 */
export class JsonStore<T> {
  readonly #file: string;
  #value: T;
  #queue: Promise<unknown> = Promise.resolve();

  /** Opens the file, or starts from `initial` where there is none. A broken file is an error, not a fresh start. */
  constructor(file: string, initial: T) {
    this.#file = file;
    this.#value = readDocument<T>(file) ?? initial;
  }

  get value(): T {
    return this.#value;
  }

  /** Edits a copy; if `edit` throws, nothing changes. Changes happen one after the other. */
  change<R>(edit: (draft: T) => R): Promise<R> {
    const turn = this.#queue.then(async () => {
      const draft = structuredClone(this.#value);
      const result = edit(draft);
      await writeDurably(this.#file, JSON.stringify(draft));
      this.#value = draft;
      return result;
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when no change is under way. */
  async settled(): Promise<void> {
    await this.#queue;
  }
}

function readDocument<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LocalRunError(
      `${file} cannot be read. Restore it, or delete it to start with empty state.`,
      // The cause of a syntax error can quote the file, which may hold secrets: it is left out.
      cause instanceof SyntaxError ? {} : { cause },
    );
  }
}
