import { type RotationStatus, rotationStatus } from '../../lambda/flows/rotation-status.ts';
import { findUpstream } from '../find-upstream.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report, Sheet } from '../report.ts';
import { shortId } from '../rotation-lines.ts';
import { statusCells, statusFields } from '../upstream-status-sheet.ts';

/** Where the keys of one upstream, or of all, and their rotation stand. */
export async function upstreamsStatus(
  ports: UpstreamPorts,
  options: { readonly name?: string },
): Promise<Report<{ readonly items: readonly RotationStatus[] }>> {
  const names = options.name === undefined ? Object.keys(ports.outputs.upstreams) : [options.name];
  const items = await Promise.all(
    names.map((name) => rotationStatus(ports, name, findUpstream(ports.outputs, name))),
  );
  const [only] = items;
  const now = ports.now();
  const sheet: Sheet =
    options.name === undefined || only === undefined
      ? { kind: 'table', ...statusCells(items, now) }
      : { kind: 'record', fields: statusFields(only, now) };
  return { document: { items }, sheet, notes: incidents(items) };
}

function incidents(items: readonly RotationStatus[]): readonly string[] {
  const lines = items.flatMap(({ name, incidents: open }) =>
    open.map(
      (versionId) =>
        `${name}: the key of version ${shortId(versionId)} leaked and is not proven dead; go on with \`upstreams rotate ${name} --emergency\``,
    ),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
