import { ARCHIVE, type ChainManifest } from '../../../contract/audit-chain.ts';
import { ChainBroken } from '../../domain/chain/chain-broken.ts';
import { manifestObject, readManifest, sequenceIn } from '../../domain/chain/manifest.ts';
import type { SealedReader, SealKey } from '../chain-ports.ts';

export interface NewestManifestDeps {
  readonly archive: SealedReader;
  readonly key: Pick<SealKey, 'publicKey'>;
  readonly chain: string;
}

/**
 * The manifest to go on from; `undefined` before the first. Rejects where the newest one was deleted, written over or is not
 * ours: whoever goes on from what is left would seal the tampering.
 */
export async function newestManifest(deps: NewestManifestDeps): Promise<ChainManifest | undefined> {
  for await (const { object, versions } of deps.archive.names(ARCHIVE.manifests)) {
    const sequence = sequenceIn(object);
    if (sequence === undefined) throw new ChainBroken('a stranger lies among the manifests');
    if (versions !== 1) throw new ChainBroken('the newest manifest was deleted or written over');
    return manifestOf(deps, sequence);
  }
  return undefined;
}

async function manifestOf(
  { archive, key, chain }: NewestManifestDeps,
  sequence: number,
): Promise<ChainManifest> {
  const bytes = await archive.get(manifestObject(sequence));
  const reading = bytes && readManifest(bytes, await key.publicKey());
  if (reading?.kind !== 'good') throw new ChainBroken('a manifest is not there, or not signed by the key');
  const { manifest } = reading.signed;
  if (manifest.sequence !== sequence || manifest.chain !== chain)
    throw new ChainBroken('a manifest belongs elsewhere');
  return manifest;
}
