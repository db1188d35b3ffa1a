import type { KeyItem, KeyState } from '../../contract/tables.ts';
import type { ActionState } from './operator-item.ts';

/** A key's record as operators see it. There is no field that could hold the key, its hash or its usage key. */
export interface KeyView {
  readonly id: string;
  readonly client: string;
  readonly products: readonly string[];
  readonly plan: string;
  /** `null`: nothing narrows what the products open. */
  readonly role: string | null;
  readonly scopes: readonly string[] | null;
  /** Whether its holder may mint short-lived tokens. */
  readonly mayMint: boolean;
  readonly state: KeyState;
  readonly stateReason: string | null;
  /** ISO 8601, UTC; `null` means never. */
  readonly expiresAt: string | null;
  readonly ips: readonly string[];
  readonly owner: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly note: string;
  readonly createdAt: string;
  /** When a reroll made the key that works now; `null` where it is the first. */
  readonly rotatedAt: string | null;
  readonly version: number;
}

export const keyView = (item: KeyItem): KeyView => ({
  id: item.id,
  client: item.client,
  products: item.products,
  plan: item.plan,
  role: item.role ?? null,
  scopes: item.scopes ?? null,
  mayMint: item.mayMint === true,
  state: item.state,
  stateReason: item.stateReason ?? null,
  expiresAt: item.expiresAtSeconds === 0 ? null : isoOf(item.expiresAtSeconds),
  ips: item.ips,
  owner: item.owner ?? null,
  labels: item.labels ?? {},
  note: item.note,
  createdAt: item.createdAt,
  rotatedAt: item.rotatedAt ?? null,
  version: item.version ?? 0,
});

/** A key's record in the words of an operator's record: before and after a change. */
export const keyState = (item: KeyItem): ActionState =>
  Object.fromEntries(
    Object.entries(keyView(item))
      .filter(([name]) => name !== 'id')
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
/** ISO 8601, UTC, of Unix seconds. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
