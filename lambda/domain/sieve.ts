import { type Needle, OPENING_BYTES, type Unit } from './needle.ts';

/** Pairs of neighbouring bytes in a needle's opening: at places 0 to 6. */
const LAST_PLACE = OPENING_BYTES - 2;
const PAIRS = 65_536;

/** Places as bits → how far the next opening is at least that has the pair at another place than the last. */
const STEPS = Array.from({ length: 1 << OPENING_BYTES }, (_, places) => {
  for (let place = LAST_PLACE - 1; place >= 0; place -= 1)
    if ((places & (1 << place)) !== 0) return LAST_PLACE - place;
  return OPENING_BYTES - 1;
});

const PLACES = 0xff;
const entryOf = (places: number): number => ((STEPS[places & PLACES] as number) << 8) | (places & PLACES);

/**
 * Tells from a few pairs of bytes where no needle begins, so that most bytes are never looked at (after Wu and Manber's
 * search for many patterns). Each pair of bytes has one entry: the places it can have in an opening, as bits, and how far
 * the next needle is at least, if the pair is the last of an opening that is none.
 */
export class Sieve {
  readonly #entries = new Uint16Array(PAIRS);

  constructor(needles: readonly Needle[]) {
    this.#entries.fill(entryOf(0));
    for (const { opening } of needles) this.#learn(opening);
  }

  /** The first place at or after `from` that may begin a needle. Where fewer than an opening's bytes are left, any may. */
  next(data: Buffer, from: number): number {
    const entries = this.#entries;
    const last = data.length - OPENING_BYTES;
    let at = from;
    while (at <= last) {
      // The indices lie within the bytes and the table; this loop is why answers pass at the speed of memory.
      const entry = entries[((data[at + 6] as number) << 8) | (data[at + 7] as number)] as number;
      if (
        (entry & 0b100_0000) !== 0 &&
        ((entries[((data[at] as number) << 8) | (data[at + 1] as number)] as number) & 0b1) !== 0 &&
        ((entries[((data[at + 2] as number) << 8) | (data[at + 3] as number)] as number) & 0b100) !== 0 &&
        ((entries[((data[at + 4] as number) << 8) | (data[at + 5] as number)] as number) & 0b1_0000) !== 0
      )
        return at;
      at += entry >> 8;
    }
    return at;
  }

  /** Walks every way of writing the opening, unit by unit: where the unit can begin, and after which bytes. */
  #learn(opening: readonly Unit[]): void {
    let begins = new Map<number, ReadonlySet<number>>([[0, new Set()]]);
    for (const unit of opening.slice(0, 2 * OPENING_BYTES)) {
      const next = new Map<number, Set<number>>();
      for (const [depth, befores] of begins) {
        for (const spelling of unit) {
          const end = depth + spelling.length;
          const last = spelling.at(-1);
          if (end < OPENING_BYTES) {
            const after = next.get(end) ?? new Set();
            for (const before of last === undefined ? befores : [last]) after.add(before);
            next.set(end, after);
          }
          this.#markUnit(depth, befores, spelling);
        }
      }
      begins = next;
    }
  }

  #markUnit(depth: number, befores: ReadonlySet<number>, spelling: Buffer): void {
    const [first] = spelling;
    if (first !== undefined) for (const before of befores) this.#mark(depth - 1, before, first);
    for (let n = 1; n < spelling.length; n += 1)
      this.#mark(depth + n - 1, spelling[n - 1] as number, spelling[n] as number);
  }

  #mark(place: number, first: number, second: number): void {
    if (place > LAST_PLACE) return;
    const pair = (first << 8) | second;
    this.#entries[pair] = entryOf((this.#entries[pair] as number) | (1 << place));
  }
}
