import { setAdminKey } from '../../lambda/flows/set-admin-key.ts';
import { findUpstream } from '../find-upstream.ts';
import type { Host } from '../host.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface AdminKeyDocument {
  readonly name: string;
  readonly driver: string;
  readonly versionId: string;
}

/** Sets what an upstream's driver proves itself with at the provider. It comes on standard input and from nowhere else. */
export async function upstreamsSetAdminKey(
  host: Pick<Host, 'readSecret'>,
  ports: Pick<UpstreamPorts, 'versions' | 'actions' | 'outputs'>,
  { name }: { readonly name: string },
): Promise<Report<AdminKeyDocument>> {
  const upstream = findUpstream(ports.outputs, name);
  const credential = await host.readSecret(`Secret for administration of ${name} (not echoed): `);
  const { versionId } = await setAdminKey(ports, name, upstream, credential);
  const { driver } = upstream.rotation;
  return {
    document: { name, driver, versionId },
    sheet: {
      kind: 'record',
      fields: [
        ['name', name],
        ['driver', driver],
        ['version', versionId],
      ],
    },
    notes: ['', 'Only the rotation function may read it. It is used from the next rotation on.'],
  };
}
