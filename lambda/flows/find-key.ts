import type { KeyItem } from '../../contract/tables.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import type { KeyRegistry } from './operator-ports.ts';

/** The record of a client key; rejects with `key.unknown` where there is none. Honeytokens are not client keys. */
export async function findKey(registry: Pick<KeyRegistry, 'findById'>, id: string): Promise<KeyItem> {
  const item = await registry.findById(id);
  if (item !== undefined && !item.bait) return item;
  throw new OperatorFault(
    'key.unknown',
    `there is no key ${id}`,
    'look the id up with `keys list`; a key made this second may take another one to be found',
  );
}
