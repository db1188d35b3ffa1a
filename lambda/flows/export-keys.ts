import { EXPORT_FORMAT, exportedKey, type KeyExport } from '../domain/key-export.ts';
import { isDecoy } from '../domain/seal.ts';
import type { SealKeys } from './decoy-ports.ts';
import type { KeyRegistry } from './operator-ports.ts';
import { sealKeyOf } from './seal-key.ts';

export interface ExportKeysDeps {
  readonly registry: Pick<KeyRegistry, 'all'>;
  readonly seals: Pick<SealKeys, 'find'>;
  readonly stage: string;
}

/**
 * Every record of a client key, superseded and revoked ones included, but no keys that were never handed out and no
 * honeytokens: without the seal key of this gateway they would be keys that work. So whoever cannot tell them exports nothing.
 */
export async function exportKeys({
  registry,
  seals,
  stage,
}: ExportKeysDeps): Promise<{ readonly document: KeyExport; readonly honeytokens: number }> {
  const sealKey = await sealKeyOf(seals, 'honeytokens must not be exported, and cannot be told from keys');
  const items = [];
  const left = new Set<string>();
  for await (const item of registry.all())
    if (isDecoy(item, sealKey)) left.add(item.id);
    else if (item.state !== 'pending') items.push(exportedKey(item));
  items.sort((a, b) => (a.keyHash < b.keyHash ? -1 : 1));
  return { document: { format: EXPORT_FORMAT, stage, items }, honeytokens: left.size };
}
