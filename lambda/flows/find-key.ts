import type { KeyItem } from '../../contract/tables.ts';
import type { KeyRegistry } from './operator-ports.ts';
import { readLineage } from './read-lineage.ts';

/** The record of a client key that counts now; rejects with `key.unknown` where there is none. */
export const findKey = async (registry: Pick<KeyRegistry, 'find' | 'allOf'>, id: string): Promise<KeyItem> =>
  (await readLineage(registry, id)).current;
