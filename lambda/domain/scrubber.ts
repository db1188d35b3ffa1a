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
    const [clean, rest] = this.#replace(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]));
    const hold = this.#openTail(rest);
    this.#held = rest.subarray(rest.length - hold);
    const free = rest.subarray(0, rest.length - hold);
    return clean.length === 0 ? free : Buffer.concat([...clean, free]);
  }

  /** What was held back, once no more bytes can follow. */
  end(): Buffer {
    const rest = this.#held;
    this.#held = NOTHING;
    return rest;
  }

  #replace(data: Buffer): [clean: Buffer[], rest: Buffer] {
    const clean: Buffer[] = [];
    let rest = data;
    for (;;) {
      let at = -1;
      let length = 0;
      for (const needle of this.#needles) {
        const found = rest.indexOf(needle);
        if (found !== -1 && (at === -1 || found < at || (found === at && needle.length > length))) {
          at = found;
          length = needle.length;
        }
      }
      if (at === -1) return [clean, rest];
      this.#hits += 1;
      clean.push(rest.subarray(0, at), REPLACEMENT);
      rest = rest.subarray(at + length);
    }
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
