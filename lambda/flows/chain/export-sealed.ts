import { manifestObject, readManifest } from '../../domain/chain/manifest.ts';
import type { SealedReader } from '../chain-ports.ts';
import { objectsOf } from './check-countries.ts';
import { inOrder } from './in-order.ts';
import { readChain } from './read-chain.ts';
import type { VerifyRange } from './verify-audit.ts';

const READS_AT_ONCE = 8;

export interface ExportSealedDeps {
  readonly reader: SealedReader;
  readonly publicKey: string;
  /** Takes one object over, byte for byte. */
  readonly write: (object: string, bytes: Buffer) => Promise<void>;
}

export interface SealedExport {
  readonly from: string | null;
  readonly to: string | null;
  readonly manifests: number;
  readonly objects: number;
  /** Digest of the last manifest in it. */
  readonly head: string | null;
}

/**
 * Copies the manifests of a time and what they name out of the archive, and the manifest before them, from which they go on.
 * Nothing is mended or left out because it is wrong: that is for whoever verifies the copy.
 */
export async function exportSealed(
  deps: ExportSealedDeps,
  { since, until }: VerifyRange,
): Promise<SealedExport> {
  const { links } = await readChain(deps.reader, deps.publicKey, since);
  const wanted = links.filter(({ from }) => until === undefined || from < until.toISOString());
  const copy = async (object: string): Promise<Buffer | undefined> => {
    const bytes = await deps.reader.get(object);
    if (bytes !== undefined) await deps.write(object, bytes);
    return bytes;
  };
  let objects = 0;
  const copied = inOrder(wanted, READS_AT_ONCE, async ({ sequence, start }) => {
    const bytes = await copy(manifestObject(sequence));
    const reading = bytes && readManifest(bytes, deps.publicKey);
    if (reading?.kind !== 'good' || start === undefined) return 1;
    const names = objectsOf(reading.signed.manifest);
    return 1 + (await Promise.all(names.map(copy))).filter((one) => one !== undefined).length;
  });
  for await (const count of copied) objects += count;
  const covered = wanted.filter(({ start }) => start !== undefined);
  return {
    ...{ from: covered[0]?.from ?? null, to: covered.at(-1)?.to ?? null },
    ...{ manifests: covered.length, objects, head: wanted.at(-1)?.digest ?? null },
  };
}
