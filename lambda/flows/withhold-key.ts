import type { KeyItem } from '../../contract/tables.ts';
import { changedMeanwhile } from './change-lineage.ts';
import type { KeyRegistry } from './operator-ports.ts';

/** Puts a key that was just made, and that nobody got, back to where it opens nothing; the same reroll then makes another. */
export async function withholdKey(registry: Pick<KeyRegistry, 'change'>, record: KeyItem): Promise<void> {
  if (!(await registry.change(record, { state: 'pending' }))) throw changedMeanwhile(record.id);
}
