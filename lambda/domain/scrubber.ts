const REPLACEMENT = Buffer.from('[redacted]');
const NOTHING = Buffer.alloc(0);

/**
 * Takes the needles out of a stream of bytes, across any chunk borders. Only a tail that could be the start of a needle is
 * held back, so ordinary bytes leave at once and memory stays below one chunk plus the longest needle.
 */
export class Scrubber {
  readonly #needles: readonly Buffer[];
  #held: Buffer = NOTHING;
  #hits = 0;

  constructor(needles: readonly Buffer[]) {
    this.#needles = needles;
  }

  /** How many needles were replaced so far. */
  get hits(): number {
    return this.#hits;
  }

  /** The bytes that may leave now. */
  push(chunk: Buffer): Buffer {
    return this.#take(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), false);
  }

  /** What was held back, once no more bytes can follow. */
  end(): Buffer {
    return this.#take(this.#held, true);
  }

  /** Replaces from the left, the longest needle first; stops where bytes to come could complete an earlier or longer one. */
  #take(data: Buffer, final: boolean): Buffer {
    const clean: Buffer[] = [];
    let rest = data;
    for (;;) {
      const open = final ? rest.length : rest.length - this.#openTail(rest);
      const [at, length] = this.#first(rest);
      if (length === 0 || open <= at) {
        this.#held = rest.subarray(open);
        clean.push(rest.subarray(0, open));
        return clean.length === 1 ? rest.subarray(0, open) : Buffer.concat(clean);
      }
      this.#hits += 1;
      clean.push(rest.subarray(0, at), REPLACEMENT);
      rest = rest.subarray(at + length);
    }
  }

  /** Where the first needle is, and how long the longest is that begins there; length 0 for none. */
  #first(data: Buffer): [at: number, length: number] {
    let [at, length] = [data.length, 0];
    for (const needle of this.#needles) {
      const found = data.indexOf(needle);
      if (found === -1 || found > at || (found === at && needle.length < length)) continue;
      [at, length] = [found, needle.length];
    }
    return [at, length];
  }

  /** Length of the longest tail that is the beginning of a needle. */
  #openTail(data: Buffer): number {
    let longest = 0;
    for (const needle of this.#needles) {
      const start = Math.max(0, data.length - needle.length + 1);
      let at = data.indexOf(needle.readUInt8(0), start);
      while (at !== -1 && data.length - at > longest) {
        if (data.compare(needle, 0, data.length - at, at) === 0) longest = data.length - at;
        at = data.indexOf(needle.readUInt8(0), at + 1);
      }
    }
    return longest;
  }
}
