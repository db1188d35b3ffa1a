import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { Clock, KeyStore } from '../flows/ports.ts';

interface Entry {
  readonly found: Promise<KeyItem | undefined>;
  readonly at: number;
}

const ENTRIES_MAX = 1_000;

/**
 * Remembers answers, unknown hashes included, for `KEY_MEMORY_MS` from when the question was *asked*, so an answer that was
 * slow to come is not trusted longer. Holds at most `ENTRIES_MAX`; the oldest goes first. Concurrent misses share a lookup.
 */
export class CachedKeyStore implements KeyStore {
  readonly #inner: KeyStore;
  readonly #now: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #noting = new Map<string, Promise<void>>();

  constructor(inner: KeyStore, now: Clock) {
    this.#inner = inner;
    this.#now = now;
  }

  find(keyHash: string): Promise<KeyItem | undefined> {
    const now = this.#now().getTime();
    const known = this.#entries.get(keyHash);
    if (known !== undefined && now >= known.at && now - known.at < KEY_MEMORY_MS) return known.found;
    const entry: Entry = { found: this.#inner.find(keyHash), at: now };
    this.#remember(keyHash, entry);
    entry.found.catch(() => {
      if (this.#entries.get(keyHash) === entry) this.#entries.delete(keyHash); // a failure is never an answer
    });
    return entry.found;
  }

  /** Concurrent first uses share a write; afterwards the memory knows of it, and not for any longer than it would have. */
  noteFirstUse(key: KeyItem, at: Date): Promise<void> {
    const running = this.#noting.get(key.keyHash);
    if (running !== undefined) return running;
    const noted = this.#inner
      .noteFirstUse(key, at)
      .then(() => {
        const known = this.#entries.get(key.keyHash);
        const found = Promise.resolve({ ...key, firstUsedAt: at.toISOString() });
        if (known !== undefined) this.#entries.set(key.keyHash, { found, at: known.at });
      })
      .finally(() => this.#noting.delete(key.keyHash));
    this.#noting.set(key.keyHash, noted);
    return noted;
  }

  #remember(keyHash: string, entry: Entry): void {
    this.#entries.delete(keyHash);
    this.#entries.set(keyHash, entry);
    if (this.#entries.size <= ENTRIES_MAX) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
