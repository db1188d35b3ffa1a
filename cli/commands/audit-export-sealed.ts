import { exportSealed, type SealedExport } from '../../lambda/flows/chain/export-sealed.ts';
import type { ChainPorts } from '../ports.ts';
import { type RangeOptions, readRange } from '../read-range.ts';
import type { Report } from '../report.ts';
import { SealedFolder } from '../sealed-folder.ts';

/** Copies sealed records, manifests and the public key into a folder, for whoever verifies them without AWS. */
export async function auditExportSealed(
  { archive: reader, key, now }: ChainPorts,
  options: RangeOptions & { readonly sealed: string },
): Promise<Report<SealedExport>> {
  const folder = new SealedFolder(options.sealed);
  const range = readRange(options, now());
  const publicKey = await key.publicKey();
  await folder.writePublicKey(publicKey);
  const write = (object: string, bytes: Buffer) => folder.write(object, bytes);
  const exported = await exportSealed({ reader, publicKey, write }, range);
  const { from, to, manifests, objects, head } = exported;
  return {
    document: exported,
    sheet: {
      kind: 'record',
      fields: [
        ['From', from ?? '-'],
        ['To', to ?? '-'],
        ['Manifests', String(manifests)],
        ['Objects', String(objects)],
        ['Last manifest', head ?? '-'],
      ],
    },
    notes: [`Verify it with: npx sallyport audit verify --offline ${options.sealed}`],
  };
}
