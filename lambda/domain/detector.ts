import type { Needle } from './needle.ts';
import { needlesOf } from './needles.ts';
import type { Secret } from './secret.ts';
import { Sieve } from './sieve.ts';

/** Where a search ended. */
export interface Finding {
  /** Nothing begins before this place. */
  readonly at: number;
  /** Bytes of the needle that begins there; 0 where only bytes to come can tell, or where the bytes end. */
  readonly length: number;
}

/** The needles by the ways in which their first part is written, byte by byte: few of them are worth a closer look. */
interface Branch {
  readonly next: Map<number, Branch>;
  /** Those whose first part ends here. */
  readonly needles: Needle[];
}

const UNDECIDED = -1;

/** Finds any of its needles: the first from the left, and the longest of those that begin there. Holds no state of a search. */
export class Detector {
  /** No more bytes than this are ever one needle. */
  readonly lengthMax: number;
  readonly #sieve: Sieve;
  readonly #root: Branch = { next: new Map(), needles: [] };

  constructor(needles: readonly Needle[]) {
    this.lengthMax = Math.max(0, ...needles.map(({ lengthMax }) => lengthMax));
    this.#sieve = new Sieve(needles);
    for (const needle of needles)
      for (const spelling of needle.opening[0] ?? []) branchAt(this.#root, spelling).needles.push(needle);
  }

  /** Searches from a place on. Unless the bytes are `final`, it stops where more of them could make a needle, or a longer one. */
  find(data: Buffer, from: number, final: boolean): Finding {
    for (let at = this.#sieve.next(data, from); at < data.length; at = this.#sieve.next(data, at + 1)) {
      const length = this.#lengthAt(data, at, final);
      if (length !== 0) return { at, length: length === UNDECIDED ? 0 : length };
    }
    return { at: data.length, length: 0 };
  }

  #lengthAt(data: Buffer, at: number, final: boolean): number {
    let length = 0;
    let branch: Branch | undefined = this.#root;
    for (let place = at; branch !== undefined; place += 1) {
      for (const needle of branch.needles) {
        const probe = needle.probe(data, at);
        if (probe.open && !final) return UNDECIDED;
        length = Math.max(length, probe.length);
      }
      const byte: number | undefined = data[place];
      if (byte === undefined) return branch.next.size > 0 && !final ? UNDECIDED : length;
      branch = branch.next.get(byte);
    }
    return length;
  }
}

function branchAt(root: Branch, bytes: Buffer): Branch {
  let branch = root;
  for (const byte of bytes) {
    const next = branch.next.get(byte) ?? { next: new Map(), needles: [] };
    branch.next.set(byte, next);
    branch = next;
  }
  return branch;
}

/** Made once for as long as the same list of secrets is handed over: a table of 128 kilobytes, in a few milliseconds. */
export function detectorOf(secrets: readonly Secret[]): Detector {
  let detector = made.get(secrets);
  if (detector === undefined) {
    detector = new Detector(secrets.flatMap(needlesOf));
    made.set(secrets, detector);
  }
  return detector;
}

const made = new WeakMap<readonly Secret[], Detector>();
