import { AUDIT } from '../../../contract/tables.ts';
import { canonical, type PlainRecord } from './canonical.ts';
import type { ChainFinding } from './finding.ts';
import { firstDifference } from './first-difference.ts';
import { sha256 } from './links.ts';
import { recordIn } from './segment.ts';

/** A record that was sealed, and where. */
export interface SealedRecord {
  readonly digest: Buffer;
  /** The archive's line of it, as far as there is one. */
  readonly line: string | undefined;
  readonly sequence: number;
  readonly position: number;
}

export interface TableFacts {
  readonly sequence: number;
  readonly shard: string;
  /** Records of one window of one shard, whenever they were sealed. */
  readonly sealed: readonly SealedRecord[];
  /** What the table holds of them, oldest first. */
  readonly there: readonly PlainRecord[];
  readonly now: Date;
}

interface Known extends SealedRecord {
  readonly record: PlainRecord | undefined;
}

/**
 * Holds the audit table to what was sealed, and names the first record that is not as it was. DynamoDB may have deleted what
 * has expired, so that need not be there; what never was sealed is found whatever expiry it claims.
 */
export function checkTable({ sequence, shard, sealed, there, now }: TableFacts): readonly ChainFinding[] {
  const known: readonly Known[] = sealed.map((one) => ({
    ...one,
    record: one.line === undefined ? undefined : recordIn(one.line),
  }));
  const readable = known.every(({ record }) => record !== undefined);
  const due = (readable ? [...known].sort(byEntry) : known).filter(({ record }) => !expired(record, now));
  const ended = new Set(sealed.map(({ digest }) => digest.toString('hex')));
  const left = there
    .map((record) => ({ record, digest: sha256(canonical(record)) }))
    .filter(({ record, digest }) => !expired(record, now) || !ended.has(digest.toString('hex')));
  const difference = firstDifference(
    due.map(({ digest }) => digest),
    left.map(({ digest }) => digest),
  );
  if (difference === undefined) return [];
  const { what, at } = difference;
  const missed = due[at];
  const record = what === 'inserted' ? left[at]?.record : (missed?.record ?? left[at]?.record);
  const entry = record?.[AUDIT.sortKey];
  return [
    {
      ...{ where: 'table', what, sequence: missed?.sequence ?? sequence, shard, says: SAYS[what] },
      ...(what === 'inserted' || missed === undefined ? {} : { position: missed.position }),
      ...(typeof entry === 'string' ? { entry } : {}),
    },
  ];
}

const SAYS = {
  edited: 'a record of the table is not as it was sealed',
  deleted: 'a record that was sealed is not in the table any more',
  inserted: 'a record is in the table that was never sealed',
  swapped: 'a record of the table lies in another one’s place',
} as const;

/** DynamoDB sorts keys by their bytes in UTF-8; ours are ASCII unless somebody made them up. */
const byEntry = (a: Known, b: Known): number =>
  Buffer.compare(Buffer.from(entryOf(a)), Buffer.from(entryOf(b)));

const entryOf = ({ record }: Known): string => String(record?.[AUDIT.sortKey]);

function expired(record: PlainRecord | undefined, now: Date): boolean {
  const at = record?.[AUDIT.expiresAt];
  return typeof at === 'number' && at * 1000 <= now.getTime();
}
