import type { KeyItem } from '../../contract/tables.ts';
import { type ExportedKey, exportedKey, type KeyExport } from '../domain/key-export.ts';
import { keyState } from '../domain/key-view.ts';
import { dropUsageKey, type MakeUsageKeyDeps, makeUsageKey } from './make-usage-key.ts';
import type { ActionLog, KeyRegistry } from './operator-ports.ts';

export interface ImportKeysDeps extends MakeUsageKeyDeps {
  readonly registry: KeyRegistry;
  readonly actions: ActionLog;
}

/** What an import would do with one id. What is there already is never overwritten. */
export interface ImportStep {
  readonly id: string;
  readonly client: string;
  readonly kind: 'create' | 'same' | 'differs';
  readonly missing: readonly ExportedKey[];
}

/** Compares an export with what is there, id by id; changes nothing. */
export async function planImport(
  registry: KeyRegistry,
  { items }: KeyExport,
): Promise<readonly ImportStep[]> {
  const byId = new Map<string, ExportedKey[]>();
  for (const item of items) byId.set(item.id, [...(byId.get(item.id) ?? []), item]);
  return Promise.all(
    [...byId].map(async ([id, records]): Promise<ImportStep> => {
      const there = await Promise.all(records.map(({ keyHash }) => registry.find(keyHash)));
      const missing = records.filter((_record, n) => there[n] === undefined);
      const same = records.every((record, n) => {
        const found = there[n];
        return found === undefined || canonical(exportedKey(found)) === canonical(record);
      });
      const kind =
        !same || (missing.length > 0 && missing.length < records.length)
          ? 'differs'
          : missing.length > 0
            ? 'create'
            : 'same';
      return { id, client: records[0]?.client ?? '', kind, missing };
    }),
  );
}

/** Makes what is missing of one id: a new usage key for all its records, the one that counts first. */
export async function importKey(deps: ImportKeysDeps, { id, missing }: ImportStep): Promise<void> {
  const ordered = [...missing].sort(
    (a, b) => Number(a.supersededBy !== undefined) - Number(b.supersededBy !== undefined),
  );
  const [first] = ordered;
  if (first === undefined) return;
  await deps.actions.during({ action: 'keys.import', subject: id }, async () => {
    // A revoked key is never metered again.
    const usage =
      first.state === 'revoked' ? { usageKey: '-', usageKeyId: '-' } : await makeUsageKey(deps, first);
    const records: KeyItem[] = ordered.map((record) => ({ ...record, ...usage }));
    try {
      for (const record of records) await deps.registry.add(record);
    } catch (error) {
      if ((await deps.registry.find(first.keyHash).catch(() => first)) === undefined)
        await dropUsageKey(deps.usageKeys, usage);
      throw error;
    }
    return { result: undefined, after: keyState(records[0] ?? { ...first, ...usage }) };
  });
}

const canonical = (record: object): string =>
  JSON.stringify(
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, name === 'labels' ? Object.entries(value).sort() : value]),
  );
