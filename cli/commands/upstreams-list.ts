import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface UpstreamListItem {
  readonly name: string;
  readonly mount: string;
  readonly baseUrl: string;
}

/** The upstreams that the gateway was deployed with. */
export async function upstreamsList(
  ports: Pick<UpstreamPorts, 'outputs'>,
): Promise<Report<{ readonly items: readonly UpstreamListItem[] }>> {
  const items = Object.entries(ports.outputs.upstreams).map(([name, { mount, baseUrl }]) => ({
    name,
    mount,
    baseUrl,
  }));
  const rows = items.map(({ name, mount, baseUrl }) => [name, mount, baseUrl]);
  return { document: { items }, sheet: { kind: 'table', head: ['NAME', 'MOUNT', 'BASE URL'], rows } };
}
