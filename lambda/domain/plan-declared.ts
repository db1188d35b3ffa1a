import type { KeyItem } from '../../contract/tables.ts';
import type { DeclaredKey } from './declared-keys.ts';
import type { KeyEdit } from './key-edit.ts';

/** What has to be done for one declared key. */
export type DeclaredStep =
  | { readonly kind: 'create'; readonly key: DeclaredKey }
  | { readonly kind: 'change'; readonly key: DeclaredKey; readonly record: KeyItem; readonly edit: KeyEdit }
  | { readonly kind: 'same'; readonly key: DeclaredKey; readonly record: KeyItem }
  /** `revoked`, or `client`: neither is ever undone or changed by a file. */
  | {
      readonly kind: 'blocked';
      readonly key: DeclaredKey;
      readonly record: KeyItem;
      readonly why: 'revoked' | 'client';
    };

const KEPT = [
  'products',
  'plan',
  'role',
  'scopes',
  'mayMint',
  'expiresAtSeconds',
  'ips',
  'owner',
  'labels',
  'note',
] as const;

/** Compares what is declared with the records that came from the same file. */
export const planDeclared = (
  declared: readonly DeclaredKey[],
  records: readonly KeyItem[],
): readonly DeclaredStep[] =>
  declared.map((key) => {
    const record = records.find(({ declaredAs }) => declaredAs === key.declaredAs);
    if (record === undefined) return { kind: 'create', key };
    if (record.state === 'revoked') return { kind: 'blocked', key, record, why: 'revoked' };
    if (record.client !== key.client) return { kind: 'blocked', key, record, why: 'client' };
    const differing = KEPT.filter((field) => canonical(record[field]) !== canonical(key[field]));
    if (differing.length === 0) return { kind: 'same', key, record };
    return {
      kind: 'change',
      key,
      record,
      edit: Object.fromEntries(differing.map((field) => [field, key[field]])),
    };
  });

const canonical = (value: unknown): string =>
  JSON.stringify(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort()
      : (value ?? null),
  );
