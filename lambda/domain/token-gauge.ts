/**
 * A name that starts a value of its own: within a JSON text a quote would be escaped, so what a model writes is not taken
 * for it. An object that a model fills in (arguments of a function call) can hold the name; the largest number counts, so
 * that can only ever count too much.
 */
const TOTAL = /(?<!\\)"totalTokenCount"\s*:\s*(\d{1,12})(?=\D)/g;
/** Longer than name, white space and number usually are. */
const CARRY = 96;

/** Reads from an answer of Gemini, piece by piece, how many tokens were used so far (`usageMetadata.totalTokenCount`). */
export class TokenGauge {
  #carry = '';
  #total: number | undefined;

  /** `undefined` until the answer said so. */
  get total(): number | undefined {
    return this.#total;
  }

  push(chunk: Buffer): void {
    const text = this.#carry + chunk.toString('latin1');
    for (const [, digits] of text.matchAll(TOTAL)) this.#total = Math.max(this.#total ?? 0, Number(digits));
    this.#carry = text.slice(-CARRY);
  }
}
