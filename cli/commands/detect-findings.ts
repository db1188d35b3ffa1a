import type { FindingItem } from '../../contract/detection.ts';
import { whatToDo } from '../../lambda/domain/detection/what-to-do.ts';
import { momentOf } from '../../lambda/domain/moment.ts';
import { readFindings } from '../../lambda/flows/detection/read-findings.ts';
import type { DetectionPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

/** What was found and nobody is done with, the newest first; with `all` what was closed too. */
export async function detectFindings(
  ports: Pick<DetectionPorts, 'findings' | 'now'>,
  options: { readonly since: string; readonly all?: boolean },
): Promise<Report<{ readonly items: readonly FindingItem[] }>> {
  const now = ports.now();
  const since = momentOf(options.since, now);
  if (since === undefined) throw new UsageError([`--since ${MOMENT}`]);
  const found = await readFindings(ports.findings, since, now);
  const items = options.all === true ? found : found.filter(({ closed }) => closed === undefined);
  const hidden = found.length - items.length;
  const rows = items.map((item) => [
    ...[item.at, item.detector, item.severity, `${item.client} ${item.keyId}`, item.ip, item.country ?? '-'],
    ...[doneAbout(item), item.why, item.id],
  ]);
  const head = ['AT', 'DETECTOR', 'SEVERITY', 'KEY', 'FROM', 'COUNTRY', 'DONE', 'WHY', 'ID'];
  const [newest] = items;
  return {
    document: { items },
    sheet: { kind: 'table', head, rows },
    notes: [
      ...(newest === undefined
        ? [hidden === 0 ? 'Nothing was found.' : 'Nothing is open.']
        : [
            '',
            'Next, for the newest:',
            ...[...whatToDo(newest), closing(newest)].map((line) => `  ${line}`),
          ]),
      ...(hidden === 0 ? [] : ['', `${hidden} closed; --all shows them.`]),
    ],
  };
}

function doneAbout({ action, closed }: FindingItem): string {
  const done = action ?? 'in hand';
  return closed === undefined ? done : `${done}, closed by ${closed.by}: ${closed.reason}`;
}

const closing = ({ id }: FindingItem): string => `detect close '${id}' --reason 'looked into: …'`;
