import { fits, type Needle, type Probe, type Unit } from './needle.ts';

/** Known characters at each end that make a masked key worth hiding: what is left is easier to guess, and names the key. */
export const MASKED_ENDS_MIN = 6;

/** What stands for the characters left out. */
const MASKS: readonly Buffer[] = [
  ...[
    '*',
    '.',
    'x',
    'X',
    '#',
    '-',
    '•',
    '…',
    '●',
    '\\*',
    '\\u2022',
    '\\u2026',
    '\\u25cf',
    '&bull;',
    '&hellip;',
  ],
].map((text) => Buffer.from(text));
/** One star alone is no mask. */
const MASK_BYTES_MIN = 2;
const MASK_BYTES_MAX = 64;

/** A key as providers print it: its beginning, a run of one mask or another, its end. */
export class MaskedNeedle implements Needle {
  readonly opening: readonly Unit[];
  readonly lengthMax: number;
  readonly #key: Buffer;
  readonly #maskBytesMax: number;

  /** @param key has room for both ends */
  constructor(key: Buffer) {
    this.#key = key;
    this.#maskBytesMax = Math.max(MASK_BYTES_MAX, key.length);
    this.lengthMax = 2 * key.length + this.#maskBytesMax;
    const letter = (at: number) => key.subarray(at, at + 1);
    this.opening = [
      ...Array.from({ length: MASKED_ENDS_MIN }, (_, at) => [letter(at)]),
      [letter(MASKED_ENDS_MIN), ...MASKS],
      [letter(MASKED_ENDS_MIN + 1), ...MASKS],
    ];
  }

  probe(data: Buffer, at: number): Probe {
    let begun = 0;
    while (begun < this.#key.length && at + begun < data.length && data[at + begun] === this.#key[begun])
      begun += 1;
    let open = at + begun === data.length && begun < this.#key.length;
    let end = 0;
    for (const place of this.#masked(data, at, begun)) {
      if (place === data.length) open = true;
      for (let length = MASKED_ENDS_MIN; length < this.#key.length; length += 1) {
        const fit = fits(data, place, this.#key.subarray(this.#key.length - length));
        if (fit === 'part') open = true;
        else if (fit === 'whole') end = Math.max(end, place + length);
      }
    }
    return { length: end === 0 ? 0 : end - at, open };
  }

  /** Where a mask can end that follows any of the beginnings; the end of the bytes where they end within a mask. */
  #masked(data: Buffer, at: number, begun: number): ReadonlySet<number> {
    const ends = new Set<number>();
    for (let from = at + MASKED_ENDS_MIN; from <= at + begun; from += 1) {
      let place = from;
      while (place - from < this.#maskBytesMax) {
        const mask = MASKS.find((candidate) => fits(data, place, candidate) === 'whole');
        if (mask === undefined) break;
        place += mask.length;
        if (place - from >= MASK_BYTES_MIN) ends.add(place);
      }
      if (place - from < this.#maskBytesMax && MASKS.some((mask) => fits(data, place, mask) === 'part'))
        ends.add(data.length);
    }
    return ends;
  }
}
