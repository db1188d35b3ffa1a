import type { FindingItem } from '../../contract/detection.ts';
import { momentOf } from '../../lambda/domain/moment.ts';
import { closeFinding } from '../../lambda/flows/detection/close-finding.ts';
import { readFindings } from '../../lambda/flows/detection/read-findings.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import { reasonOf } from '../key-reason.ts';
import type { DetectionPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface DetectCloseOptions {
  readonly reason?: string;
  readonly since: string;
}

/** Closes findings that somebody is done with, or opens them again, and reports each. */
export async function detectClose(
  ports: DetectionPorts,
  ids: readonly string[],
  { open, reason: typed, since: from }: DetectCloseOptions & { readonly open: boolean },
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const now = ports.now();
  const since = momentOf(from, now);
  const reason = reasonOf(typed) ?? '';
  const problems = [
    ...(since === undefined ? [`--since ${MOMENT}`] : []),
    ...(reason === '' ? ['--reason is missing; say why, for whoever reads the report'] : []),
  ];
  if (since === undefined || problems.length > 0) throw new UsageError(problems);
  const found = await readFindings(ports.findings, since, now);
  const byId = new Map<string, FindingItem>(found.map((finding) => [finding.id, finding]));
  return eachKey(ids, async (id) => {
    const finding = byId.get(id);
    if (finding === undefined)
      return {
        ...{ id, result: 'not found', problem: 'no such finding since then' },
        fix: 'Ids are in the column ID of `detect findings --all`; name an earlier --since for an older one',
      };
    const changed = await closeFinding(ports, finding, { open, reason });
    const state = open ? 'open' : 'closed';
    return { id, result: changed ? state : `was ${state} already` };
  });
}
