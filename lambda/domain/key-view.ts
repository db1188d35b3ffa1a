import type { KeyItem, KeyState } from '../../contract/tables.ts';
import type { ActionState } from './operator-item.ts';

/** A key's record as operators see it. There is no field that could hold the key, its hash or its usage key. */
export interface KeyView {
  readonly id: string;
  readonly client: string;
  readonly products: readonly string[];
  readonly plan: string;
  readonly state: KeyState;
  /** ISO 8601, UTC; `null` means never. */
  readonly expiresAt: string | null;
  readonly ips: readonly string[];
  readonly note: string;
  readonly createdAt: string;
}

export const keyView = (item: KeyItem): KeyView => ({
  id: item.id,
  client: item.client,
  products: item.products,
  plan: item.plan,
  state: item.state,
  expiresAt: item.expiresAtSeconds === 0 ? null : new Date(item.expiresAtSeconds * 1000).toISOString(),
  ips: item.ips,
  note: item.note,
  createdAt: item.createdAt,
});

/** A key's record in the words of an operator's record: before and after a change. */
export const keyState = (item: KeyItem): ActionState =>
  Object.fromEntries(
    Object.entries(keyView(item))
      .filter(([name]) => name !== 'id')
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
