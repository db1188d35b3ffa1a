import type { KeyItem } from '../../contract/tables.ts';
import { findKey } from './find-key.ts';
import type { KeyRegistry } from './operator-ports.ts';

export interface KeyListing {
  readonly client?: string;
  readonly limit: number;
  /** Id of the last key of the page before. */
  readonly after?: string;
}

export interface KeyPage {
  readonly items: readonly KeyItem[];
  /** What to pass as `after` for the next page; absent on the last. */
  readonly next?: string;
}

/** One page of client keys, in the order of the table, which says nothing about them. Superseded
 * records are not among them; honeytokens are, because nothing in their records tells. */
export async function listKeys(registry: KeyRegistry, listing: KeyListing): Promise<KeyPage> {
  const after = listing.after === undefined ? undefined : await findKey(registry, listing.after);
  const items: KeyItem[] = [];
  for await (const item of registry.all(after?.keyHash)) {
    if (item.supersededBy !== undefined) continue;
    if (listing.client !== undefined && item.client !== listing.client) continue;
    if (items.length === listing.limit) return { items, next: items.at(-1)?.id };
    items.push(item);
  }
  return { items };
}
