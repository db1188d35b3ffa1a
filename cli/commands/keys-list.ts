import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { type KeyListing, listKeys } from '../../lambda/flows/list-keys.ts';
import { stateText } from '../key-fields.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface KeyListDocument {
  readonly items: readonly KeyView[];
  readonly next?: string;
}

/** One page of keys, the newest of the page first. */
export async function keysList(
  ports: Pick<KeyPorts, 'registry' | 'now'>,
  options: KeyListing,
): Promise<Report<KeyListDocument>> {
  const page = await listKeys(ports.registry, options);
  const items = page.items.map(keyView).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const rows = items.map((key) => [
    key.id,
    key.client,
    key.products.join(', '),
    key.plan,
    stateText(key, ports.now()),
    key.expiresAt ?? 'never',
    key.createdAt,
  ]);
  return {
    document: page.next === undefined ? { items } : { items, next: page.next },
    sheet: {
      kind: 'table',
      head: ['ID', 'CLIENT', 'PRODUCTS', 'PLAN', 'STATE', 'EXPIRES', 'CREATED'],
      rows,
    },
    notes: [
      ...(items.length === 0 ? ['No keys.'] : []),
      ...(page.next === undefined ? [] : [`There are more: --after ${page.next}`]),
    ],
  };
}
