import type { KeyExport } from '../../lambda/domain/key-export.ts';
import { exportKeys } from '../../lambda/flows/export-keys.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** Every client key's record as one document: hashes, never keys. */
export async function keysExport(ports: Pick<KeyPorts, 'registry' | 'stage'>): Promise<Report<KeyExport>> {
  const document = await exportKeys(ports.registry, ports.stage);
  return { document, sheet: { kind: 'text', text: JSON.stringify(document, undefined, 2) } };
}
