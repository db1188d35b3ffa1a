import type { KeyItem } from '../../contract/tables.ts';
import type { KeyLineage } from '../domain/key-lineage.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { KeyChanges, KeyRegistry } from './operator-ports.ts';

/** Somebody who changes the same record over and over is not waited for. */
const TRIES_MAX = 5;

/**
 * Changes a key: the record that counts first, and only if it is still as it was read, so that of two operators one is told;
 * then every record it took over from, which follow it whatever else changed in them.
 */
export async function changeLineage(
  registry: KeyRegistry,
  { current, before }: KeyLineage,
  changes: KeyChanges,
): Promise<void> {
  if (!(await registry.change(current, changes))) throw changedMeanwhile(current.id);
  for (const item of before) if (item.state !== 'revoked') await follow(registry, item, changes);
}

/** Changes a record whatever else changes in it, unless it is revoked. */
export async function follow(registry: KeyRegistry, item: KeyItem, changes: KeyChanges): Promise<void> {
  let read: KeyItem | undefined = item;
  for (let tries = 0; tries < TRIES_MAX && read !== undefined; tries += 1) {
    if (read.state === 'revoked' || (await registry.change(read, changes))) return;
    read = await registry.find(item.keyHash);
  }
  throw changedMeanwhile(item.id);
}

export const changedMeanwhile = (id: string): OperatorFault =>
  new OperatorFault(
    'key.changed',
    `somebody else changed ${id} at the same time, and was first`,
    `look at it with \`keys show ${id}\`, then run the command again if it is still wanted`,
  );
