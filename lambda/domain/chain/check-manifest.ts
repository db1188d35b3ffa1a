import type { ChainManifest, SealedSegment, ShardHead } from '../../../contract/audit-chain.ts';
import type { ChainFinding, Tampering } from './finding.ts';
import { headsBehind, type ManifestReading, manifestDigest } from './manifest.ts';

export interface ManifestFacts {
  /** The sequence that its name says. */
  readonly sequence: number;
  readonly object: string;
  /** `undefined`: there is no such object. */
  readonly reading: ManifestReading | undefined;
  /** The one before; `undefined` before the first, or if it is not good. */
  readonly before: ChainManifest | undefined;
}

/** What is wrong with a manifest by itself and beside the one before it; nothing for a good one. */
export function checkManifest({ sequence, object, reading, before }: ManifestFacts): readonly ChainFinding[] {
  const found = (what: Tampering, says: string): readonly ChainFinding[] => [
    { where: 'manifest', what, sequence, object, says },
  ];
  if (reading === undefined) return found('deleted', `manifest ${sequence} is not there`);
  if (reading.kind !== 'good')
    return reading.kind === 'unreadable'
      ? found('edited', `manifest ${sequence} is not as it was written`)
      : found('forged', `manifest ${sequence} is not signed by the key of the chain`);
  const { manifest } = reading.signed;
  if (manifest.sequence !== sequence)
    return found('swapped', `manifest ${manifest.sequence} lies where manifest ${sequence} belongs`);
  if (before === undefined && sequence > 0) return [];
  if (manifest.previous !== manifestDigest(before) || manifest.chain !== (before ?? manifest).chain)
    return found('rewritten', `manifest ${sequence} does not follow the manifest before it`);
  if (before !== undefined && manifest.from !== before.to)
    return found('rewritten', `manifest ${sequence} leaves a time out, or seals one twice`);
  const heads = headsBehind(before, manifest.chain);
  return sums(heads, manifest) ? [] : found('rewritten', `the heads of manifest ${sequence} do not add up`);
}

/** Each shard's head is that of its last segment, or the one from before, and its count has grown by what was sealed. */
function sums(before: Readonly<Record<string, ShardHead>>, { shards, segments }: ChainManifest): boolean {
  const names = Object.keys(before);
  if (Object.keys(shards).length !== names.length) return false;
  return names.every((name) => {
    const own = segments.filter(({ shard }) => shard === name);
    const count = own.reduce((sum, segment) => sum + segment.count, before[name]?.count ?? 0);
    return shards[name]?.count === count && shards[name]?.head === (own.at(-1) ?? before[name])?.head;
  });
}

/** Where the shard stands before each segment of a manifest. */
export function segmentsWithStart(
  manifest: ChainManifest,
  before: Readonly<Record<string, ShardHead>>,
): readonly { readonly segment: SealedSegment; readonly start: ShardHead }[] {
  const at: Record<string, ShardHead> = { ...before };
  return manifest.segments.map((segment) => {
    const start = at[segment.shard] ?? { count: 0, head: '' };
    at[segment.shard] = { count: start.count + segment.count, head: segment.head };
    return { segment, start };
  });
}
