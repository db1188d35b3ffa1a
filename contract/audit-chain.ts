/** Where things lie in the archive bucket. */
export const ARCHIVE = {
  /** Signed manifests; the newest has the lowest name, so one listing of one name finds it. */
  manifests: 'manifests/',
  /** Sealed records: gzipped lines, each the canonical JSON of one item of the audit table. */
  records: 'records/',
  /** 32 bytes for each record of a segment: what tells which record was changed. */
  digests: 'digests/',
  /** Gzipped lines: each address of the records sealed together, and its country as it was then. */
  countries: 'countries/',
} as const;

/** KMS's word for how manifests are signed. */
export const SEAL_ALGORITHM = 'ECDSA_SHA_256';

/** A run of records of one shard, sealed together. */
export interface SealedSegment {
  readonly shard: string;
  /** `2026-11-23T17`: the hour in whose partition the records lie. */
  readonly hour: string;
  /** These came after their time had been sealed. */
  readonly late: boolean;
  readonly count: number;
  /** Sort keys of the first and the last record. */
  readonly first: string;
  readonly last: string;
  /** The shard's head behind the last record. */
  readonly head: string;
  readonly records: SealedObject;
  readonly digests: SealedObject;
}

export interface SealedObject {
  /** Name in the archive. */
  readonly object: string;
  /** Of its bytes; hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** How far a shard's chain has come. */
export interface ShardHead {
  /** Records since the chain began. */
  readonly count: number;
  /** 64 hex digits. */
  readonly head: string;
}

/** What was sealed at once: everything that the audit table held of a span of time. */
export interface ChainManifest {
  readonly version: 1;
  /** Name of the audit table: manifests of another one do not fit in. */
  readonly chain: string;
  /** 0, 1, 2, … */
  readonly sequence: number;
  /** SHA-256 of the canonical text of the manifest before; zeros in the first. */
  readonly previous: string;
  /** Records from then on, ISO 8601, UTC. */
  readonly from: string;
  /** Up to, and not including, then. */
  readonly to: string;
  readonly sealedAt: string;
  /** A record had this long to arrive. */
  readonly lagSeconds: number;
  /** ARN of the KMS key that signed. */
  readonly keyId: string;
  readonly shards: Readonly<Record<string, ShardHead>>;
  readonly segments: readonly SealedSegment[];
  /** Where the addresses of these records lay: an object for each hour of theirs. Absent: no record has an address, or nobody asked. */
  readonly countries?: readonly SealedObject[];
}

/** An object below `manifests/`, in canonical JSON. */
export interface SignedManifest {
  readonly manifest: ChainManifest;
  /** Of the canonical text of `manifest`; base64 of the DER form. */
  readonly signature: string;
}
