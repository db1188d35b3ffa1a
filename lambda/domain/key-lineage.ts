import type { KeyItem } from '../../contract/tables.ts';

/** The records of one key id: the key that counts, and those that it took over from. */
export interface KeyLineage {
  /** The newest. `pending` where a reroll broke off before it handed the key out. */
  readonly current: KeyItem;
  /** Superseded, oldest first; those whose grace is over included. */
  readonly before: readonly KeyItem[];
}

/**
 * Puts the records of one id in order, by who superseded whom. Records that no chain leads to are those of rerolls that lost
 * against another; they are not part of it, unless there is nothing else.
 */
export function lineageOf(records: readonly KeyItem[]): KeyLineage | undefined {
  const byHash = new Map(records.map((record) => [record.keyHash, record]));
  const pointedAt = new Set(records.map(({ supersededBy }) => supersededBy));
  const roots = records.filter(({ keyHash }) => !pointedAt.has(keyHash));
  const [root = records[0]] = [...roots.filter(({ state }) => state !== 'pending'), ...roots];
  if (root === undefined) return undefined;
  const chain = [root];
  for (let next = successorOf(root); next !== undefined && !chain.includes(next); next = successorOf(next))
    chain.push(next);
  return { current: chain[chain.length - 1] ?? root, before: chain.slice(0, -1) };

  function successorOf({ supersededBy }: KeyItem): KeyItem | undefined {
    return supersededBy === undefined ? undefined : byHash.get(supersededBy);
  }
}

/** Whether a superseded key still opens the door by its times alone. */
export const inGrace = ({ graceEndsAtSeconds }: KeyItem, now: Date): boolean =>
  graceEndsAtSeconds !== undefined && now.getTime() < graceEndsAtSeconds * 1000;
