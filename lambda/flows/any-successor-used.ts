import type { KeyItem } from '../../contract/tables.ts';
import type { KeyStore } from './ports.ts';

/** Nobody rerolls as often within one grace; a chain that does not end is damage. */
const SUCCESSORS_MAX = 8;

/** Whether any key that came after this one has been used. Where a record is missing or does not say, it counts as used. */
export async function anySuccessorUsed(keys: Pick<KeyStore, 'find'>, key: KeyItem): Promise<boolean> {
  let hash = key.supersededBy;
  for (let seen = 0; seen < SUCCESSORS_MAX; seen += 1) {
    const successor: KeyItem | undefined = hash === undefined ? undefined : await keys.find(hash);
    if (successor?.firstUsedAt !== 'never') return true;
    if (successor.supersededBy === undefined) return false;
    hash = successor.supersededBy;
  }
  return true;
}
