import type { SealedObject, SealedSegment } from '../../../contract/audit-chain.ts';
import { ChainBroken } from '../../domain/chain/chain-broken.ts';
import { type BuiltSegment, linesIn, sealedObject } from '../../domain/chain/segment.ts';
import type { SealedArchive } from '../chain-ports.ts';

/**
 * Writes a segment's objects. What a run that broke off left behind is taken over if it is the same, because nothing in the
 * archive can be written over; another version of Node may have packed the same records into other bytes.
 */
export async function storeSegment(
  archive: SealedArchive,
  { segment, records, digests }: BuiltSegment,
): Promise<SealedSegment> {
  const [kept, list] = await Promise.all([
    storeObject(archive, segment.records.object, records),
    storeObject(archive, segment.digests.object, digests),
  ]);
  return { ...segment, records: kept, digests: list };
}

/** Writes one object, or takes over the same one. */
export async function storeObject(
  archive: SealedArchive,
  object: string,
  bytes: Buffer,
): Promise<SealedObject> {
  if (await archive.put(object, bytes)) return sealedObject(object, bytes);
  const there = await archive.get(object);
  if (there === undefined || !same(there, bytes))
    throw new ChainBroken('something else lies where what is sealed belongs');
  return sealedObject(object, there);
}

function same(there: Buffer, bytes: Buffer): boolean {
  if (there.equals(bytes)) return true;
  const lines = linesIn(there);
  return lines !== undefined && lines.join('\n') === linesIn(bytes)?.join('\n');
}
