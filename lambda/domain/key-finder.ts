import { readClientKey } from './client-key.ts';

/** A client key that stood in a text. */
export interface FoundKey {
  readonly keyHash: string;
  readonly stage: string;
  /** Its beginning, as it may be shown and logged. */
  readonly masked: string;
  /** Line of its first occurrence. */
  readonly line: number;
  readonly times: number;
}

/** The longest key. */
const KEY_LENGTH_MAX = 'sp__'.length + 12 + 49;
/** Looked for at every place: one that only resembles a key must not hide one that begins within it. */
const CANDIDATE = /(?=(sp_[a-z0-9]{1,12}_[0-9A-Za-z]{49}))/g;
/** 24 of the key's 256 bits: enough to know it again, too few to help anybody. */
const SHOWN = 4;

/** Finds client keys of any stage in a text that comes in pieces, by their checksum; whatever stands around them. */
export class KeyFinder {
  readonly #found = new Map<string, FoundKey>();
  #rest = '';
  #line = 1;
  /** Where in `#rest` no key has been looked for yet. */
  #from = 0;

  /** Bytes of the text; of a text in UTF-16 every other one is 0. */
  take(piece: Uint8Array): void {
    const text = this.#rest + Buffer.from(piece).toString('latin1').replaceAll('\0', '');
    let [line, counted] = [this.#line, 0];
    for (const { index, 1: candidate = '' } of text.matchAll(CANDIDATE)) {
      if (index < this.#from) continue;
      line += linesIn(text.slice(counted, index));
      counted = index;
      this.#note(candidate, line);
      this.#from = index + 1;
    }
    const gone = Math.max(0, text.length - KEY_LENGTH_MAX);
    this.#line += linesIn(text.slice(0, gone));
    this.#from = Math.max(0, this.#from - gone);
    this.#rest = text.slice(gone);
  }

  /** In the order of the text. */
  get found(): readonly FoundKey[] {
    return [...this.#found.values()];
  }

  #note(candidate: string, line: number): void {
    const key = readClientKey(candidate);
    if (key === undefined) return;
    const before = this.#found.get(key.keyHash);
    const masked = `${candidate.slice(0, candidate.lastIndexOf('_') + 1 + SHOWN)}…`;
    this.#found.set(key.keyHash, {
      ...key,
      masked,
      line: before?.line ?? line,
      times: (before?.times ?? 0) + 1,
    });
  }
}

const linesIn = (text: string): number => text.split('\n').length - 1;
