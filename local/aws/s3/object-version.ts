/** How long, and how strictly, a version is kept. */
export interface Retention {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Unix milliseconds. */
  readonly until: number;
}

/** One version of an object, or the mark of its deletion. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` in a bucket without versions. */
  readonly id: string;
  /** Counts up over all versions: the last one of a key is current. */
  readonly order: number;
  readonly at: number;
  readonly deleted: boolean;
  /** With its quotation marks. */
  readonly etag: string;
  readonly bytes: number;
  /** Headers that come back with the object: content type, user metadata, checksums. */
  readonly headers: Readonly<Record<string, string>>;
  readonly retention?: Retention;
  readonly held?: boolean;
}
