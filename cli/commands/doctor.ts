import { checkAccount } from '../checks/check-account.ts';
import { checkConnection } from '../checks/check-connection.ts';
import { checkEnvFile } from '../checks/check-env-file.ts';
import { checkNode } from '../checks/check-node.ts';
import { checkStateFolder } from '../checks/check-state-folder.ts';
import { checkUpstreams } from '../checks/check-upstreams.ts';
import { stateDirOf, targetProblems } from '../connect.ts';
import type { Target } from '../connection.ts';
import type { Finding } from '../finding.ts';
import type { Opener } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface DoctorDocument {
  readonly ok: boolean;
  readonly items: readonly Finding[];
}

/** Checks what usually goes wrong. Without a gateway named, only what needs none. */
export async function doctor(
  opener: Pick<Opener, 'stage' | 'machine' | 'upstreams'>,
  projectDir: string,
  target: Target,
): Promise<Report<DoctorDocument>> {
  const problems = targetProblems(target);
  if (problems.length > 0) throw new UsageError(problems);
  const { machine } = opener;
  const items: Finding[] = [
    checkNode(machine),
    ...(await checkEnvFile(machine, projectDir)),
    await checkStateFolder(machine, stateDirOf(target, projectDir)),
  ];
  if (target.stage !== undefined) items.push(...(await checkAccount(opener.stage, target.region)));
  if (target.stage !== undefined || target.local === true) {
    const { finding, connection } = await checkConnection(target, projectDir, opener.stage);
    items.push(finding);
    if (connection !== undefined) items.push(...(await checkUpstreams(await opener.upstreams(connection))));
  }
  const ok = items.every((item) => item.status !== 'fail');
  const rows = items.map(({ check, status, detail }) => [status.toUpperCase(), check, detail]);
  const fixes = items.flatMap(({ check, fix }) => (fix === undefined ? [] : [`${check}: ${fix}`]));
  return {
    document: { ok, items },
    sheet: { kind: 'table', head: ['STATUS', 'CHECK', 'FOUND'], rows },
    notes: fixes.length === 0 ? [] : ['', 'What to do:', ...fixes],
    failed: !ok,
  };
}
