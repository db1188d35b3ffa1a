import type { KeyExport } from '../../lambda/domain/key-export.ts';
import { type ExportKeysDeps, exportKeys } from '../../lambda/flows/export-keys.ts';
import type { Host } from '../host.ts';
import type { Report } from '../report.ts';

/** Every client key’s record as one document: hashes, never keys. What was left out is not for whoever reads the document. */
export async function keysExport(
  host: Pick<Host, 'complain'>,
  ports: ExportKeysDeps,
): Promise<Report<KeyExport>> {
  const { document, honeytokens } = await exportKeys(ports);
  if (honeytokens > 0)
    host.complain([`Left out ${honeytokens} ${honeytokens === 1 ? 'honeytoken' : 'honeytokens'}.`]);
  return { document, sheet: { kind: 'text', text: JSON.stringify(document, undefined, 2) } };
}
