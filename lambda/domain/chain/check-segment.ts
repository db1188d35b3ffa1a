import type { SealedSegment, ShardHead } from '../../../contract/audit-chain.ts';
import type { ChainFinding, Tampering } from './finding.ts';
import { firstDifference } from './first-difference.ts';
import { digestsIn, headBehind, sha256Hex } from './links.ts';
import { lineDigest, linesIn, recordIn } from './segment.ts';

export interface SegmentFacts {
  readonly sequence: number;
  readonly segment: SealedSegment;
  /** Where the shard stands before it. */
  readonly start: ShardHead;
  /** Objects of the archive; `undefined` for one that is not there. */
  readonly records: Buffer | undefined;
  readonly digests: Buffer | undefined;
}

export interface SegmentCheck {
  readonly findings: readonly ChainFinding[];
  /** What was sealed, by the chain's own word; `undefined` if that cannot be told any more. */
  readonly sealed: readonly Buffer[] | undefined;
  /** The lines as they lie in the archive. */
  readonly lines: readonly string[];
}

/** Holds an archived segment to what was signed about it, and names the first record that is not as it was sealed. */
export function checkSegment({ sequence, segment, start, records, digests }: SegmentFacts): SegmentCheck {
  const lines = records === undefined ? undefined : linesIn(records);
  const found = (what: Tampering, object: string, says: string, index?: number): ChainFinding => {
    const line = index === undefined ? undefined : lines?.[index];
    const entry = line === undefined ? undefined : recordIn(line)?.['entry'];
    return {
      ...{ where: 'archive', what, sequence, shard: segment.shard, object, says },
      ...(index === undefined ? {} : { position: start.count + index + 1 }),
      ...(typeof entry === 'string' ? { entry } : {}),
    };
  };
  const sealed = sealedDigests(segment, start, digests);
  const findings: ChainFinding[] = [];
  if (sealed === undefined)
    findings.push(
      digests === undefined
        ? found('deleted', segment.digests.object, 'the list of digests is not there')
        : found('edited', segment.digests.object, 'the list of digests is not the one that was sealed'),
    );
  const { object } = segment.records;
  if (records === undefined || lines === undefined) {
    const [what, how] =
      records === undefined
        ? (['deleted', 'are not there'] as const)
        : (['unreadable', 'cannot be unpacked'] as const);
    findings.push(found(what, object, `${segment.count} records ${how}`));
    return { findings, sealed, lines: [] };
  }
  const digested = lines.map(lineDigest);
  const expected = sealed ?? (headBehind(start.head, digested) === segment.head ? digested : undefined);
  const difference = expected && firstDifference(expected, digested);
  if (expected === undefined)
    findings.push(found('edited', object, 'at least one of these records is not as it was sealed'));
  else if (difference !== undefined)
    findings.push(found(difference.what, object, SAYS[difference.what], difference.at));
  else if (sha256Hex(records) !== segment.records.sha256)
    findings.push(found('repacked', object, 'these are the records, in other bytes than were written'));
  return { findings, sealed: expected, lines };
}

const SAYS = {
  edited: 'a record is not as it was sealed',
  deleted: 'a record that was sealed is not there',
  inserted: 'a record is there that was never sealed',
  swapped: 'a record lies in another one’s place',
} as const;

/** The list of digests, if it leads from head to head. Its own hash alone would prove nothing about the chain. */
function sealedDigests(
  { digests: { sha256 }, head, count }: SealedSegment,
  start: ShardHead,
  bytes: Buffer | undefined,
): readonly Buffer[] | undefined {
  if (bytes === undefined || sha256Hex(bytes) !== sha256) return undefined;
  const list = digestsIn(bytes);
  return list?.length === count && headBehind(start.head, list) === head ? list : undefined;
}
