import type { PlainRecord } from '../domain/chain/canonical.ts';
import type { EntryRange } from '../domain/chain/entry-range.ts';

/** The audit table as the chain reads it: by its keys, consistently, and never to change it. */
export interface AuditPartitions {
  /** Every record of a range as it lies there, in the order of sort keys, read as it is consumed. */
  records(range: EntryRange): AsyncIterable<PlainRecord>;
  count(range: EntryRange): Promise<number>;
}

/** One name in the archive, and what happened to it. */
export interface ArchivedName {
  readonly object: string;
  /** Versions and delete markers; 1 for what was written once and left alone. */
  readonly versions: number;
}

/** Reads what was sealed. */
export interface SealedReader {
  /** `undefined` where nothing lies by that name now. */
  get(object: string): Promise<Buffer | undefined>;
  /** Names below a prefix in their order, deleted ones included, read as they are consumed. */
  names(prefix: string): AsyncIterable<ArchivedName>;
}

/** The archive of sealed records and manifests. */
export interface SealedArchive extends SealedReader {
  /** Writes a new object; false, and nothing is written, where one lies by that name. */
  put(object: string, bytes: Buffer): Promise<boolean>;
}

/** The key that signs manifests. */
export interface SealKey {
  /** Its ARN. */
  readonly id: string;
  /** The signature of a text, DER. */
  sign(text: string): Promise<Buffer>;
  /** PEM. */
  publicKey(): Promise<string>;
}

/** Has the trail sealed now, in place of waiting for the schedule. */
export interface SealDoor {
  /** How many windows were sealed. */
  seal(): Promise<number>;
}
