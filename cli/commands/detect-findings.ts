import type { FindingItem } from '../../contract/detection.ts';
import { whatToDo } from '../../lambda/domain/detection/what-to-do.ts';
import { momentOf } from '../../lambda/domain/moment.ts';
import { readFindings } from '../../lambda/flows/detection/read-findings.ts';
import type { DetectionPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

/** What was found, the newest first. */
export async function detectFindings(
  ports: Pick<DetectionPorts, 'findings' | 'now'>,
  options: { readonly since: string },
): Promise<Report<{ readonly items: readonly FindingItem[] }>> {
  const now = ports.now();
  const since = momentOf(options.since, now);
  if (since === undefined) throw new UsageError([`--since ${MOMENT}`]);
  const items = await readFindings(ports.findings, since, now);
  const rows = items.map((item) => [
    ...[item.at, item.detector, item.severity, `${item.client} ${item.keyId}`, item.ip, item.country ?? '-'],
    ...[item.action ?? 'in hand', item.why],
  ]);
  const head = ['AT', 'DETECTOR', 'SEVERITY', 'KEY', 'FROM', 'COUNTRY', 'DONE', 'WHY'];
  const [newest] = items;
  return {
    document: { items },
    sheet: { kind: 'table', head, rows },
    notes:
      newest === undefined
        ? ['Nothing was found.']
        : ['', 'Next, for the newest:', ...whatToDo(newest).map((line) => `  ${line}`)],
  };
}
