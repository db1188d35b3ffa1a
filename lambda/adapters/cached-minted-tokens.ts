import type { MintedItem } from '../../contract/token-tables.ts';
import type { Clock, MintedTokens } from '../flows/ports.ts';
import { RecentAnswers } from './recent-answers.ts';

/** Remembers the records of tokens for as long as those of keys are remembered. A use is spent in the table, always. */
export class CachedMintedTokens implements MintedTokens {
  readonly #inner: MintedTokens;
  readonly #answers: RecentAnswers<MintedItem | undefined>;

  constructor(inner: MintedTokens, now: Clock) {
    this.#inner = inner;
    this.#answers = new RecentAnswers((jti) => inner.find(jti), now);
  }

  find(jti: string): Promise<MintedItem | undefined> {
    return this.#answers.get(jti);
  }

  spend(token: { readonly jti: string; readonly digest: string }, uses: number): Promise<boolean> {
    return this.#inner.spend(token, uses);
  }
}
