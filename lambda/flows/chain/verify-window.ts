import type { SealedSegment } from '../../../contract/audit-chain.ts';
import { AUDIT, AUDIT_SHARDS } from '../../../contract/tables.ts';
import type { PlainRecord } from '../../domain/chain/canonical.ts';
import { segmentsWithStart } from '../../domain/chain/check-manifest.ts';
import { checkSegment } from '../../domain/chain/check-segment.ts';
import { checkTable, type SealedRecord } from '../../domain/chain/check-table.ts';
import { type EntryRange, entryRange } from '../../domain/chain/entry-range.ts';
import type { ChainFinding } from '../../domain/chain/finding.ts';
import { manifestDigest, manifestObject, readManifest } from '../../domain/chain/manifest.ts';
import { recordIn } from '../../domain/chain/segment.ts';
import type { AuditPartitions, SealedReader } from '../chain-ports.ts';
import { checkCountries, objectsOf } from './check-countries.ts';
import { allInOrder } from './in-order.ts';
import type { LateSegment, Link } from './read-chain.ts';

const SEGMENTS_AT_ONCE = 4;
const QUERIES_AT_ONCE = 16;

export interface VerifyWindowDeps {
  readonly reader: SealedReader;
  readonly publicKey: string;
  /** Absent: only the archive is there to be checked. */
  readonly table?: AuditPartitions;
  readonly late: ReadonlyMap<string, readonly LateSegment[]>;
  readonly now: Date;
}

export interface WindowCheck {
  readonly findings: readonly ChainFinding[];
  readonly records: number;
  readonly late: number;
  /** Names of the archive that were looked at. */
  readonly objects: readonly string[];
}

type Sealed = ReadonlyMap<string, readonly SealedRecord[] | undefined>;

/** Holds what one manifest sealed, in archive and table, to the manifest. */
export async function verifyWindow(deps: VerifyWindowDeps, link: Link): Promise<WindowCheck> {
  const bytes = await deps.reader.get(manifestObject(link.sequence));
  const reading = bytes && readManifest(bytes, deps.publicKey);
  if (reading?.kind !== 'good' || manifestDigest(reading.signed.manifest) !== link.digest)
    return { ...NOTHING, findings: [changedMeanwhile(link.sequence)] };
  const { manifest } = reading.signed;
  const { segments } = manifest;
  if (link.start === undefined) return NOTHING;
  const starts = segmentsWithStart(manifest, link.start);
  const checks = await allInOrder(starts, SEGMENTS_AT_ONCE, (one) =>
    checkLate(deps, { ...one, sequence: link.sequence }),
  );
  const places = await allInOrder(manifest.countries ?? [], SEGMENTS_AT_ONCE, (one) =>
    checkCountries(deps.reader, link.sequence, one),
  );
  const sealed = new Map<string, readonly SealedRecord[] | undefined>();
  for (const { segment, records } of checks) {
    if (segment.late) continue;
    const before = sealed.has(segment.shard) ? sealed.get(segment.shard) : [];
    sealed.set(segment.shard, before && records && [...before, ...records]);
  }
  const counted = (late: boolean) =>
    segments.filter((one) => one.late === late).reduce((sum, { count }) => sum + count, 0);
  return {
    findings: [
      ...checks.flatMap(({ findings }) => findings),
      ...places.flat(),
      ...(await tableFindings(deps, link, sealed)),
    ],
    ...{ records: counted(false) + counted(true), late: counted(true) },
    objects: objectsOf(manifest),
  };
}

const NOTHING: WindowCheck = { findings: [], records: 0, late: 0, objects: [] };

const changedMeanwhile = (sequence: number): ChainFinding => ({
  ...{ where: 'manifest', what: 'rewritten', sequence, object: manifestObject(sequence) },
  says: `manifest ${sequence} changed while it was being checked`,
});

interface Checked {
  readonly segment: SealedSegment;
  readonly findings: readonly ChainFinding[];
  /** `undefined`: what was sealed cannot be told any more. */
  readonly records: readonly SealedRecord[] | undefined;
}

async function checkLate(
  { reader }: VerifyWindowDeps,
  { sequence, segment, start }: LateSegment,
): Promise<Checked> {
  const [records, digests] = await Promise.all([
    reader.get(segment.records.object),
    reader.get(segment.digests.object),
  ]);
  const { findings, sealed, lines } = checkSegment({ sequence, segment, start, records, digests });
  const whole = findings.length === 0;
  return {
    ...{ segment, findings },
    records: sealed?.map((digest, n) => ({
      ...{ digest, sequence, position: start.count + n + 1 },
      line: whole ? lines[n] : undefined,
    })),
  };
}

/** The table beside what was sealed of it, at its time or later. */
async function tableFindings(
  deps: VerifyWindowDeps,
  link: Link,
  sealed: Sealed,
): Promise<readonly ChainFinding[]> {
  const { table } = deps;
  if (table === undefined) return [];
  const window = { from: new Date(link.from), to: new Date(link.to) };
  const found = await allInOrder(AUDIT_SHARDS, QUERIES_AT_ONCE, async (shard) => {
    const onTime = sealed.has(shard) ? sealed.get(shard) : [];
    const range = entryRange(window, shard);
    const there: PlainRecord[] = [];
    for await (const record of table.records(range)) there.push(record);
    const late = await lateWithin(deps, range);
    // What was sealed cannot be told: that is found already, and the table has nothing to be held to.
    if (onTime === undefined || late === undefined) return [];
    return checkTable({ sequence: link.sequence, shard, sealed: [...onTime, ...late], there, now: deps.now });
  });
  return found.flat();
}

async function lateWithin(
  deps: VerifyWindowDeps,
  { hourShard, from, before }: EntryRange,
): Promise<readonly SealedRecord[] | undefined> {
  const all: SealedRecord[] = [];
  for (const segment of deps.late.get(hourShard) ?? []) {
    const { records } = await checkLate(deps, segment);
    if (records?.some(({ line }) => line === undefined) !== false) return undefined;
    all.push(
      ...records.filter(({ line }) => {
        const entry = String(recordIn(line ?? '')?.[AUDIT.sortKey]);
        return entry >= from && (before === undefined || entry < before);
      }),
    );
  }
  return all;
}
