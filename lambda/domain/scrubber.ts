import type { Detector } from './detector.ts';

const REPLACEMENT = Buffer.from('[redacted]');
const NOTHING = Buffer.alloc(0);

/**
 * Takes secrets out of a stream of bytes, across any chunk borders. Only a tail that could be the start of a needle is held
 * back, so ordinary bytes leave at once, uncopied, and memory stays below one chunk plus the longest needle.
 */
export class Scrubber {
  readonly #detector: Pick<Detector, 'find'>;
  #held: Buffer = NOTHING;
  #hits = 0;

  constructor(detector: Pick<Detector, 'find'>) {
    this.#detector = detector;
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

  #take(data: Buffer, final: boolean): Buffer {
    const clean: Buffer[] = [];
    let from = 0;
    for (;;) {
      const { at, length } = this.#detector.find(data, from, final);
      clean.push(data.subarray(from, at));
      if (length === 0) {
        this.#held = at === data.length ? NOTHING : Buffer.from(data.subarray(at)); // a copy: the rest may be forgotten
        return clean.length === 1 ? data.subarray(0, at) : Buffer.concat(clean);
      }
      this.#hits += 1;
      clean.push(REPLACEMENT);
      from = at + length;
    }
  }
}

/** A short text as a whole, such as a header's value, and how many needles were replaced in it. */
export function scrubText(
  detector: Pick<Detector, 'find'>,
  text: string,
): { readonly text: string; readonly hits: number } {
  const scrubber = new Scrubber(detector);
  const clean = Buffer.concat([scrubber.push(Buffer.from(text, 'latin1')), scrubber.end()]).toString(
    'latin1',
  );
  return { text: clean, hits: scrubber.hits };
}
