import { setUpstreamKey } from '../../lambda/flows/set-upstream-key.ts';
import { findUpstream } from '../find-upstream.ts';
import type { Host } from '../host.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface UpstreamKeyDocument {
  readonly name: string;
  readonly state: 'set';
  readonly versionId: string;
  readonly boundTo: string;
}

/** Sets an upstream's key, which comes on standard input and from nowhere else. */
export async function upstreamsSetKey(
  host: Pick<Host, 'readSecret'>,
  ports: Pick<UpstreamPorts, 'secrets' | 'actions' | 'outputs'>,
  options: { readonly name: string },
): Promise<Report<UpstreamKeyDocument>> {
  const { name } = options;
  const upstream = findUpstream(ports.outputs, name);
  const key = await host.readSecret(`Key for ${name} (not echoed): `);
  const { versionId, boundTo } = await setUpstreamKey(ports, name, upstream, key);
  return {
    document: { name, state: 'set', versionId, boundTo },
    sheet: {
      kind: 'record',
      fields: [
        ['name', name],
        ['state', 'set'],
        ['version', versionId],
        ['bound to', boundTo],
      ],
    },
    notes: ['', 'Warm functions use the new key within about a minute.'],
  };
}
