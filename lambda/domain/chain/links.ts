import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';

export const DIGEST_BYTES = 32;

export const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

export const sha256Hex = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The head behind one more record: SHA-256 of the head before it and the record's digest, 32 bytes each. */
export const linked = (head: Buffer, digest: Buffer): Buffer =>
  createHash('sha256').update(head).update(digest).digest();

/** The head of a shard that has no record yet; no two shards, and no two tables, begin alike. */
export const firstHead = (chain: string, shard: string): string =>
  sha256Hex(canonical({ chain, shard, version: 1 }));

/** The head behind these records. */
export function headBehind(head: string, digests: readonly Buffer[]): string {
  let at: Buffer = Buffer.from(head, 'hex');
  for (const digest of digests) at = linked(at, digest);
  return at.toString('hex');
}

/** The list of 32 bytes each, as it lies in the archive; `undefined` if it is no such list. */
export function digestsIn(bytes: Buffer): readonly Buffer[] | undefined {
  if (bytes.length % DIGEST_BYTES !== 0) return undefined;
  return Array.from({ length: bytes.length / DIGEST_BYTES }, (_, n) =>
    bytes.subarray(n * DIGEST_BYTES, (n + 1) * DIGEST_BYTES),
  );
}
