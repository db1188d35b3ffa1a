import type { KeyItem } from '../../contract/tables.ts';
import { type KeyLineage, lineageOf } from '../domain/key-lineage.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { KeyRegistry } from './operator-ports.ts';

/**
 * Every record of a client key as it is now; rejects with `key.unknown` where there is none. The index only finds the first
 * of them: each is read again, and so is each that it leads to, because the index may be a second behind. Honeytokens are
 * not client keys.
 */
export async function readLineage(
  registry: Pick<KeyRegistry, 'find' | 'allOf'>,
  id: string,
): Promise<KeyLineage> {
  const found = new Map<string, KeyItem>();
  const hashes = (await registry.allOf(id)).map(({ keyHash }) => keyHash);
  for (let hash = hashes.pop(); hash !== undefined; hash = hashes.pop()) {
    if (found.has(hash)) continue;
    const item = await registry.find(hash);
    if (item === undefined || item.id !== id) continue;
    found.set(hash, item);
    if (item.supersededBy !== undefined) hashes.push(item.supersededBy);
  }
  const lineage = lineageOf([...found.values()]);
  if (lineage !== undefined) return lineage;
  throw new OperatorFault(
    'key.unknown',
    `there is no key ${id}`,
    'look the id up with `keys list`; a key made this second may take another one to be found',
  );
}
