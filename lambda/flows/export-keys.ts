import { EXPORT_FORMAT, exportedKey, type KeyExport } from '../domain/key-export.ts';
import type { KeyRegistry } from './operator-ports.ts';

/** Every record of a client key, superseded and revoked ones included, but no keys that were never handed out. Honeytokens
 * are among them: their seals keep them what they are as long as the honeytokens table is there. */
export async function exportKeys(registry: Pick<KeyRegistry, 'all'>, stage: string): Promise<KeyExport> {
  const items = [];
  for await (const item of registry.all()) if (item.state !== 'pending') items.push(exportedKey(item));
  items.sort((a, b) => (a.keyHash < b.keyHash ? -1 : 1));
  return { format: EXPORT_FORMAT, stage, items };
}
