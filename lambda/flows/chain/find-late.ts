import type { ChainManifest, SealedSegment, ShardHead } from '../../../contract/audit-chain.ts';
import { AUDIT_SHARDS } from '../../../contract/tables.ts';
import { hourOf } from '../../domain/audit-record.ts';
import { canonical, type PlainRecord } from '../../domain/chain/canonical.ts';
import { ChainBroken } from '../../domain/chain/chain-broken.ts';
import { hourRange } from '../../domain/chain/entry-range.ts';
import { digestsIn, sha256, sha256Hex } from '../../domain/chain/links.ts';
import { manifestDigest, manifestIn, manifestObject } from '../../domain/chain/manifest.ts';
import { hoursToSweep, type SealWindow } from '../../domain/chain/next-window.ts';
import type { SealedCountries } from '../../domain/chain/sealed-countries.ts';
import type { AuditPartitions, SealedArchive } from '../chain-ports.ts';
import { inOrder } from './in-order.ts';
import { behind, headOf, type SealedShards, sealRecords } from './seal-shard.ts';

const READS_AT_ONCE = 16;

export interface FindLateDeps {
  readonly table: AuditPartitions;
  readonly archive: SealedArchive;
  readonly countries: SealedCountries;
}

/**
 * Looks through the hours that are due for records that arrived after their time had been sealed, and seals them behind what
 * there is. An hour whose count agrees is not read again.
 */
export async function findLate(
  deps: FindLateDeps,
  sequence: number,
  before: ChainManifest | undefined,
  window: SealWindow,
  heads: Readonly<Record<string, ShardHead>>,
): Promise<SealedShards> {
  const due = hoursToSweep(window);
  let sealed: SealedShards = { segments: [], shards: heads };
  if (before === undefined || due.length === 0) return sealed;
  const past = await manifestsBack(deps, before, due);
  const began = past.at(-1)?.from ?? before.from;
  for (const hour of due.filter((one) => one.toISOString() >= began))
    for (const shard of AUDIT_SHARDS) {
      const own = past
        .flatMap(({ segments }) => segments)
        .filter((segment) => segment.hour === hourOf(hour) && segment.shard === shard);
      const range = hourRange(hour, shard);
      const known = own.reduce((sum, { count }) => sum + count, 0);
      if ((await deps.table.count(range)) <= known) continue;
      const late = unsealed(deps.table.records(range), await digestsOf(deps, own));
      const place = { sequence, shard, hour: hourOf(hour), late: true };
      const added = await sealRecords(deps, place, headOf(sealed.shards, shard), late);
      sealed = { ...behind(sealed.shards, added), segments: [...sealed.segments, ...added] };
    }
  return sealed;
}

/** The manifests from this one back to the beginning of the earliest of these hours, each vouched for by the one behind it. */
async function manifestsBack(
  { archive }: Pick<FindLateDeps, 'archive'>,
  newest: ChainManifest,
  hours: readonly Date[],
): Promise<readonly ChainManifest[]> {
  const earliest = new Date(Math.min(...hours.map((hour) => hour.getTime()))).toISOString();
  const past = [newest];
  const sequences = Array.from({ length: newest.sequence }, (_, n) => newest.sequence - 1 - n);
  let { previous, from } = newest;
  for await (const bytes of inOrder(sequences, READS_AT_ONCE, (one) => archive.get(manifestObject(one)))) {
    if (from <= earliest) break;
    const manifest = bytes && manifestIn(bytes);
    if (manifest === undefined || manifestDigest(manifest) !== previous)
      throw new ChainBroken('a manifest is not there, or not the one that the next one follows');
    past.push(manifest);
    ({ previous, from } = manifest);
  }
  return past;
}

/** Of every record of these segments; text, because a set compares buffers by who they are. */
async function digestsOf(
  { archive }: Pick<FindLateDeps, 'archive'>,
  segments: readonly SealedSegment[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const { digests } of segments) {
    const bytes = await archive.get(digests.object);
    if (bytes === undefined || sha256Hex(bytes) !== digests.sha256)
      throw new ChainBroken('a list of digests is not there, or not the one that was sealed');
    for (const digest of digestsIn(bytes) ?? []) known.add(digest.toString('latin1'));
  }
  return known;
}

async function* unsealed(
  records: AsyncIterable<PlainRecord>,
  known: ReadonlySet<string>,
): AsyncGenerator<PlainRecord> {
  for await (const record of records)
    if (!known.has(sha256(canonical(record)).toString('latin1'))) yield record;
}
