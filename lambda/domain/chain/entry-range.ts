import { hourOf } from '../audit-record.ts';
import type { SealWindow } from './next-window.ts';

/** Records of one partition of the audit table. */
export interface EntryRange {
  /** `2026-11-23T17#05` */
  readonly hourShard: string;
  /** Lowest sort key, included. */
  readonly from: string;
  /** Highest sort key, not included; absent for the partition's end. */
  readonly before?: string;
}

/** Before every text that DynamoDB takes for a sort key. */
const LOWEST = '\u0001';

/**
 * The part of a partition that belongs to a window. The first window of an hour has whatever sorts before it too, the last
 * whatever sorts behind, so that no name a record could have falls between two windows.
 */
export function entryRange({ from, to }: SealWindow, shard: string): EntryRange {
  const hour = hourOf(from);
  const low = from.toISOString().endsWith(':00:00.000Z') ? LOWEST : from.toISOString();
  const range = { hourShard: `${hour}#${shard}`, from: low };
  return hourOf(to) === hour ? { ...range, before: to.toISOString() } : range;
}

/** A whole partition. */
export const hourRange = (hour: Date, shard: string): EntryRange => ({
  hourShard: `${hourOf(hour)}#${shard}`,
  from: LOWEST,
});
