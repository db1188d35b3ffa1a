import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import type { Clock } from '../flows/ports.ts';

interface Entry<T> {
  readonly found: Promise<T>;
  readonly at: number;
}

const ENTRIES_MAX = 1_000;

/**
 * Remembers answers, those of "there is none" included, for `KEY_MEMORY_MS` from when the question was *asked*, so an answer
 * that was slow to come is not trusted longer. Holds at most `ENTRIES_MAX`; the oldest goes first. Concurrent misses share a
 * look-up.
 */
export class RecentAnswers<T> {
  readonly #ask: (name: string) => Promise<T>;
  readonly #now: Clock;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(ask: (name: string) => Promise<T>, now: Clock) {
    this.#ask = ask;
    this.#now = now;
  }

  get(name: string): Promise<T> {
    const now = this.#now().getTime();
    const known = this.#entries.get(name);
    if (known !== undefined && now >= known.at && now - known.at < KEY_MEMORY_MS) return known.found;
    const entry: Entry<T> = { found: this.#ask(name), at: now };
    this.#remember(name, entry);
    entry.found.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name); // a failure is never an answer
    });
    return entry.found;
  }

  /** Replaces an answer that is still remembered by what it has become, for not any longer than it would have been. */
  amend(name: string, answer: T): void {
    const known = this.#entries.get(name);
    if (known !== undefined) this.#entries.set(name, { found: Promise.resolve(answer), at: known.at });
  }

  #remember(name: string, entry: Entry<T>): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    if (this.#entries.size <= ENTRIES_MAX) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
