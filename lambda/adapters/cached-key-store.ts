import type { KeyItem } from '../../contract/tables.ts';
import type { Clock, KeyStore } from '../flows/ports.ts';
import { RecentAnswers } from './recent-answers.ts';

/** Remembers what the keys table said, unknown hashes included, for as long as `RecentAnswers` does. */
export class CachedKeyStore implements KeyStore {
  readonly #inner: KeyStore;
  readonly #answers: RecentAnswers<KeyItem | undefined>;
  readonly #noting = new Map<string, Promise<void>>();

  constructor(inner: KeyStore, now: Clock) {
    this.#inner = inner;
    this.#answers = new RecentAnswers((keyHash) => inner.find(keyHash), now);
  }

  find(keyHash: string): Promise<KeyItem | undefined> {
    return this.#answers.get(keyHash);
  }

  /** Concurrent first uses share a write; afterwards the memory knows of it, and not for any longer than it would have. */
  noteFirstUse(key: KeyItem, at: Date): Promise<void> {
    const running = this.#noting.get(key.keyHash);
    if (running !== undefined) return running;
    const noted = this.#inner
      .noteFirstUse(key, at)
      .then(() => {
        this.#answers.amend(key.keyHash, { ...key, firstUsedAt: at.toISOString() });
      })
      .finally(() => this.#noting.delete(key.keyHash));
    this.#noting.set(key.keyHash, noted);
    return noted;
  }
}
