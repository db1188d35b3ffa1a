import { gunzipSync, gzipSync } from 'node:zlib';
import { ARCHIVE, type SealedObject, type SealedSegment } from '../../../contract/audit-chain.ts';
import { canonical, type PlainRecord } from './canonical.ts';
import { linked, sha256, sha256Hex } from './links.ts';

/** What keeps a segment, and the memory to make it, small. */
const SEGMENT_RECORDS_MAX = 20_000;
const SEGMENT_CHARACTERS_MAX = 12_000_000;

/** Which records a segment holds. */
export interface SegmentPlace {
  readonly sequence: number;
  readonly shard: string;
  /** `2026-11-23T17` */
  readonly hour: string;
  readonly late: boolean;
}

export interface BuiltSegment {
  readonly segment: SealedSegment;
  readonly records: Buffer;
  readonly digests: Buffer;
}

/** Gathers records, oldest first, into a segment that goes on from a head. */
export class SegmentBuilder {
  readonly #place: SegmentPlace;
  readonly #lines: string[] = [];
  readonly #digests: Buffer[] = [];
  #characters = 0;
  #head: Buffer;
  #first = '';
  #last = '';

  constructor(place: SegmentPlace, head: string) {
    this.#place = place;
    this.#head = Buffer.from(head, 'hex');
  }

  get empty(): boolean {
    return this.#lines.length === 0;
  }

  get full(): boolean {
    return this.#lines.length >= SEGMENT_RECORDS_MAX || this.#characters >= SEGMENT_CHARACTERS_MAX;
  }

  add(record: PlainRecord): void {
    const line = canonical(record);
    const digest = sha256(line);
    const entry = String(record['entry']);
    if (this.empty) this.#first = entry;
    this.#last = entry;
    this.#lines.push(line);
    this.#digests.push(digest);
    this.#characters += line.length;
    this.#head = linked(this.#head, digest);
  }

  build(): BuiltSegment {
    const { sequence, ...place } = this.#place;
    const head = this.#head.toString('hex');
    const records = packLines(this.#lines);
    const digests = Buffer.concat(this.#digests);
    const [day = '', hour = ''] = place.hour.split('T');
    // The head is in the name: another try that finds other records takes another name, and nothing is ever written over.
    const name = `day=${day}/hour=${hour}/${sequence}-${place.shard}-${head.slice(0, 16)}`;
    return {
      segment: {
        ...place,
        ...{ count: this.#lines.length, first: this.#first, last: this.#last, head },
        records: sealedObject(`${ARCHIVE.records}${name}.ndjson.gz`, records),
        digests: sealedObject(`${ARCHIVE.digests}${name}.sha256`, digests),
      },
      ...{ records, digests },
    };
  }
}

/** Lines as they are archived. */
export const packLines = (lines: readonly string[]): Buffer =>
  gzipSync(Buffer.from(lines.map((line) => `${line}\n`).join('')));

export const sealedObject = (object: string, bytes: Buffer): SealedObject => ({
  ...{ object, sha256: sha256Hex(bytes), bytes: bytes.length },
});

/** The lines of an archived segment, byte for byte; `undefined` if it cannot be unpacked or does not end with a line's end. */
export function linesIn(records: Buffer): readonly string[] | undefined {
  try {
    const text = gunzipSync(records).toString('latin1');
    if (!text.endsWith('\n')) return text === '' ? [] : undefined;
    return text.slice(0, -1).split('\n');
  } catch {
    return undefined;
  }
}

/** SHA-256 of a line as `linesIn` gives it. */
export const lineDigest = (line: string): Buffer => sha256(Buffer.from(line, 'latin1'));

/** The record in a line; `undefined` if it is none. */
export function recordIn(line: string): PlainRecord | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(line, 'latin1').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as PlainRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
