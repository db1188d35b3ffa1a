/** What a needle makes of the bytes at one place. */
export interface Probe {
  /** How many bytes it is, the most it can be; 0 if it is not there. */
  readonly length: number;
  /** The bytes end where it, or more of it, could still come. */
  readonly open: boolean;
}

/** One way of writing a secret down. */
export interface Needle {
  probe(data: Buffer, at: number): Probe;
  /** No more bytes than this are ever one needle. */
  readonly lengthMax: number;
  /** Every way in which its first `OPENING_BYTES` bytes, or more, can be written. */
  readonly opening: readonly Unit[];
}

/** The ways of writing one part of a needle; an empty one says that the part may be absent. */
export type Unit = readonly Buffer[];

export const unitOf = (...texts: string[]): Unit => [...new Set(texts)].map((text) => Buffer.from(text));

/** So many bytes at least has every needle: what a search looks at before it looks closely. */
export const OPENING_BYTES = 8;

const NOTHING: Probe = { length: 0, open: false };
const OPEN: Probe = { length: 0, open: true };

/**
 * Units one after the other, each in any of its ways: a few bytes of description for what would be millions of needles if
 * each mixture had its own. It keeps every place that could have been reached, so it never has to go back.
 */
export class SpelledNeedle implements Needle {
  readonly opening: readonly Unit[];
  readonly lengthMax: number;

  constructor(units: readonly Unit[]) {
    this.opening = units;
    this.lengthMax = units.reduce((sum, unit) => sum + longest(unit), 0);
  }

  probe(data: Buffer, at: number): Probe {
    let places = [at];
    let open = false;
    for (const unit of this.opening) {
      const next: number[] = [];
      for (const place of places) {
        for (const spelling of unit) {
          if (spelling[0] !== data[place] && spelling.length > 0 && place < data.length) continue; // nearly all of them
          const fit = fits(data, place, spelling);
          if (fit === 'part') open = true;
          else if (fit === 'whole' && !next.includes(place + spelling.length))
            next.push(place + spelling.length);
        }
      }
      if (next.length === 0) return open ? OPEN : NOTHING;
      places = next;
    }
    return { length: Math.max(...places) - at, open };
  }
}

/** The same few units make up every needle of a process. */
const lengths = new WeakMap<Unit, number>();

function longest(unit: Unit): number {
  let length = lengths.get(unit);
  if (length === undefined) {
    length = Math.max(...unit.map((spelling) => spelling.length));
    lengths.set(unit, length);
  }
  return length;
}

/** Whether bytes stand at a place: all of them, their beginning with nothing behind it, or neither. */
export function fits(data: Buffer, at: number, bytes: Buffer): 'whole' | 'part' | 'no' {
  const length = Math.min(bytes.length, data.length - at);
  for (let n = 0; n < length; n += 1) if (data[at + n] !== bytes[n]) return 'no';
  return length === bytes.length ? 'whole' : 'part';
}
