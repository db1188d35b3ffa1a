import type { SealedSegment, ShardHead } from '../../../contract/audit-chain.ts';
import { AUDIT_SHARDS } from '../../../contract/tables.ts';
import { hourOf } from '../../domain/audit-record.ts';
import type { PlainRecord } from '../../domain/chain/canonical.ts';
import { entryRange } from '../../domain/chain/entry-range.ts';
import type { SealWindow } from '../../domain/chain/next-window.ts';
import type { SealedCountries } from '../../domain/chain/sealed-countries.ts';
import { SegmentBuilder, type SegmentPlace } from '../../domain/chain/segment.ts';
import type { AuditPartitions, SealedArchive } from '../chain-ports.ts';
import { allInOrder } from './in-order.ts';
import { storeSegment } from './store-segment.ts';

/** Shards at once: enough to keep one processor busy, few enough for its memory. */
export const SHARDS_AT_ONCE = 4;

export interface SealShardDeps {
  readonly table: AuditPartitions;
  readonly archive: SealedArchive;
  /** Gathers where the records came from. */
  readonly countries: SealedCountries;
}

type Heads = Readonly<Record<string, ShardHead>>;

/** What was sealed, and where each shard stands behind it. */
export interface SealedShards {
  readonly segments: readonly SealedSegment[];
  readonly shards: Heads;
}

/** Seals one window of every shard. */
export async function sealShards(
  deps: SealShardDeps,
  sequence: number,
  heads: Heads,
  window: SealWindow,
): Promise<SealedShards> {
  const hour = hourOf(window.from);
  const sealed = await allInOrder(AUDIT_SHARDS, SHARDS_AT_ONCE, (shard) => {
    const records = deps.table.records(entryRange(window, shard));
    return sealRecords(deps, { sequence, shard, hour, late: false }, headOf(heads, shard), records);
  });
  return behind(heads, sealed.flat());
}

/** Writes records into as many segments as they need; each goes on from the one before. */
export async function sealRecords(
  { archive, countries }: Pick<SealShardDeps, 'archive' | 'countries'>,
  place: SegmentPlace,
  start: ShardHead,
  records: AsyncIterable<PlainRecord>,
): Promise<readonly SealedSegment[]> {
  const segments: SealedSegment[] = [];
  let builder = new SegmentBuilder(place, start.head);
  const store = async () => {
    const segment = await storeSegment(archive, builder.build());
    segments.push(segment);
    builder = new SegmentBuilder(place, segment.head);
  };
  for await (const record of records) {
    builder.add(record);
    countries.add(place.hour, record);
    if (builder.full) await store();
  }
  if (!builder.empty) await store();
  return segments;
}

/** Where the shards stand behind segments that were added to them. */
export function behind(heads: Heads, segments: readonly SealedSegment[]): SealedShards {
  const shards: Record<string, ShardHead> = { ...heads };
  for (const { shard, count, head } of segments)
    shards[shard] = { count: headOf(shards, shard).count + count, head };
  return { segments, shards };
}

export function headOf(heads: Heads, shard: string): ShardHead {
  const head = heads[shard];
  if (head === undefined) throw new Error(`the chain has no shard ${shard}`);
  return head;
}
