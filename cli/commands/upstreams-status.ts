import { type UpstreamStatus, upstreamStatus } from '../../lambda/flows/upstream-status.ts';
import { findUpstream } from '../find-upstream.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** Where the keys of one upstream, or of all, stand. */
export async function upstreamsStatus(
  ports: UpstreamPorts,
  options: { readonly name?: string },
): Promise<Report<{ readonly items: readonly UpstreamStatus[] }>> {
  const names = options.name === undefined ? Object.keys(ports.outputs.upstreams) : [options.name];
  const items = await Promise.all(
    names.map((name) => upstreamStatus(ports, name, findUpstream(ports.outputs, name))),
  );
  const rows = items.map((item) => [
    item.name,
    item.state,
    item.versionId ?? '-',
    item.ageDays === null ? '-' : String(item.ageDays),
    item.boundTo ?? '-',
  ]);
  return {
    document: { items },
    sheet: { kind: 'table', head: ['NAME', 'STATE', 'VERSION', 'AGE (DAYS)', 'BOUND TO'], rows },
  };
}
