import {
  ARCHIVE,
  type ChainManifest,
  type SealedSegment,
  type ShardHead,
} from '../../../contract/audit-chain.ts';
import { checkManifest, segmentsWithStart } from '../../domain/chain/check-manifest.ts';
import type { ChainFinding } from '../../domain/chain/finding.ts';
import {
  headsBehind,
  type ManifestReading,
  manifestDigest,
  manifestObject,
  readManifest,
  sequenceIn,
} from '../../domain/chain/manifest.ts';
import type { ArchivedName, SealedReader } from '../chain-ports.ts';
import { inOrder } from './in-order.ts';

const READS_AT_ONCE = 16;

/** A manifest that was found good, and where its segments begin. */
export interface Link {
  readonly sequence: number;
  readonly digest: string;
  readonly from: string;
  readonly to: string;
  /** Where the shards stand before it; `undefined` where that is not known, and only the time before is vouched for. */
  readonly start: Readonly<Record<string, ShardHead>> | undefined;
}

/** A segment of records that came late, and where it begins. */
export interface LateSegment {
  readonly sequence: number;
  readonly segment: SealedSegment;
  readonly start: ShardHead;
}

export interface ChainReading {
  /** Oldest first; the first may be there only to vouch for the second. */
  readonly links: readonly Link[];
  /** By the partition that their records lie in. */
  readonly late: ReadonlyMap<string, readonly LateSegment[]>;
  readonly findings: readonly ChainFinding[];
  readonly newest: ChainManifest | undefined;
}

interface Read {
  readonly name: ArchivedName;
  readonly sequence: number;
  readonly reading: ManifestReading | undefined;
}

/** Reads manifests from the newest back to the one that ends at or before `since`, or to the oldest, and holds each to the one before it. */
export async function readChain(
  reader: SealedReader,
  publicKey: string,
  since?: Date,
): Promise<ChainReading> {
  const links: Link[] = [];
  const late = new Map<string, LateSegment[]>();
  const findings: ChainFinding[] = [];
  let newest: ChainManifest | undefined;
  let newer: Read | undefined;
  const settle = (one: Read, before: ChainManifest | undefined): void => {
    const wrong = checkManifest({ ...one, object: one.name.object, before });
    findings.push(...wrong);
    const manifest = goodOf(one);
    if (manifest === undefined || wrong.length > 0) return;
    const known = before !== undefined || one.sequence === 0;
    const start = known ? headsBehind(before, manifest.chain) : undefined;
    const { sequence, from, to } = manifest;
    links.push({ sequence, digest: manifestDigest(manifest), from, to, start });
    for (const { segment, start: at } of start === undefined ? [] : segmentsWithStart(manifest, start)) {
      const partition = `${segment.hour}#${segment.shard}`;
      if (segment.late)
        late.set(partition, [...(late.get(partition) ?? []), { sequence, segment, start: at }]);
    }
  };
  for await (const one of manifests(reader, publicKey, findings)) {
    const manifest = goodOf(one);
    newest ??= manifest;
    if (newer !== undefined) {
      findings.push(...gap(newer.sequence, one.sequence));
      settle(newer, newer.sequence === one.sequence + 1 ? manifest : undefined);
    }
    newer = one;
    if (since !== undefined && manifest !== undefined && manifest.to <= since.toISOString()) break;
  }
  if (newer !== undefined) settle(newer, undefined);
  links.reverse();
  return { links, late, findings, newest };
}

const goodOf = ({ reading }: Read): ChainManifest | undefined =>
  reading?.kind === 'good' ? reading.signed.manifest : undefined;

async function* manifests(
  reader: SealedReader,
  publicKey: string,
  findings: ChainFinding[],
): AsyncGenerator<Read> {
  const names: ArchivedName[] = [];
  for await (const name of reader.names(ARCHIVE.manifests)) names.push(name);
  const known = names.flatMap((name): { name: ArchivedName; sequence: number }[] => {
    const sequence = sequenceIn(name.object);
    const { object } = name;
    if (sequence === undefined)
      findings.push({ ...STRANGER, object, sequence: -1, says: 'this is no manifest, and lies among them' });
    else if (name.versions !== 1)
      findings.push({
        ...WRITTEN_OVER,
        object,
        sequence,
        says: `manifest ${sequence} was deleted or written over`,
      });
    return sequence === undefined ? [] : [{ name, sequence }];
  });
  yield* inOrder(known, READS_AT_ONCE, async ({ name, sequence }): Promise<Read> => {
    const bytes = await reader.get(manifestObject(sequence));
    return { name, sequence, reading: bytes && readManifest(bytes, publicKey) };
  });
}

const STRANGER = { where: 'manifest', what: 'inserted' } as const;
const WRITTEN_OVER = { where: 'manifest', what: 'rewritten' } as const;

/** What lies between two neighbours and should not. */
function gap(newer: number, older: number): readonly ChainFinding[] {
  const missing = newer - older - 1;
  if (missing <= 0) return [];
  const says =
    missing === 1
      ? `manifest ${older + 1} is not there`
      : `manifests ${older + 1} to ${newer - 1} are not there`;
  return [
    { where: 'manifest', what: 'deleted', sequence: older + 1, object: manifestObject(older + 1), says },
  ];
}
