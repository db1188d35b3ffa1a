import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { type LastUse, lastUse } from '../../lambda/flows/last-use.ts';
import { type KeyListing, listKeys } from '../../lambda/flows/list-keys.ts';
import { stateText } from '../key-fields.ts';
import type { AuditPorts, KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface KeyListDocument {
  readonly items: readonly (KeyView & { readonly lastUsed?: LastUse | null })[];
  readonly next?: string;
}

/** One page of keys, the newest of the page first; with the audit trail at hand, also when each was last used. */
export async function keysList(
  ports: Pick<KeyPorts, 'registry' | 'now'> & Partial<Pick<AuditPorts, 'audit'>>,
  options: KeyListing,
): Promise<Report<KeyListDocument>> {
  const { audit } = ports;
  const page = await listKeys(ports.registry, options);
  const views = page.items.map(keyView).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const items: KeyListDocument['items'] =
    audit === undefined
      ? views
      : await Promise.all(
          views.map(async (view) => ({ ...view, lastUsed: (await lastUse(audit, view.id)) ?? null })),
        );
  const rows = items.map((key) => [
    key.id,
    key.client,
    key.products.join(', '),
    key.plan,
    stateText(key, ports.now()),
    key.expiresAt ?? 'never',
    key.createdAt,
    ...(audit === undefined ? [] : [lastUsedText(key)]),
  ]);
  return {
    document: page.next === undefined ? { items } : { items, next: page.next },
    sheet: {
      kind: 'table',
      head: [
        'ID',
        'CLIENT',
        'PRODUCTS',
        'PLAN',
        'STATE',
        'EXPIRES',
        'CREATED',
        ...(audit === undefined ? [] : ['LAST USED']),
      ],
      rows,
    },
    notes: [
      ...(items.length === 0 ? ['No keys.'] : []),
      ...(page.next === undefined ? [] : [`There are more: --after ${page.next}`]),
    ],
  };
}

const lastUsedText = ({ lastUsed }: KeyListDocument['items'][number]): string =>
  lastUsed ? `${lastUsed.at} from ${lastUsed.ip}` : '-';
