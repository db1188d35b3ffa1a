import { join } from 'node:path';
import type { Command } from 'commander';
import { momentOf } from '../../lambda/domain/moment.ts';
import { addCommand } from '../add-command.ts';
import { writeReport } from '../commands/write-report.ts';
import { gatherSections } from '../compliance/gather-sections.ts';
import { stateDirOf } from '../connect.ts';
import { stackNameOf } from '../connect-stage.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

/** `report`: what an auditor asks for. */
export function addReport(program: Command, session: Session): void {
  const { opener, host, projectDir } = session.world;
  addCommand(program, 'report', {
    summary:
      'a dated compliance report: keys, rotation, rights, findings, and whether the audit trail is whole',
    examples: ['--stage prod report', '--stage prod report --out ./evidence --since 90d'],
  })
    .option(
      '--out <dir>',
      'write Markdown, JSON and HTML into this folder (default: Markdown on standard output)',
    )
    .option('--since <moment>', 'from then on: 90d ago, or a UTC time such as 2026-11-23T17:00Z', '90d')
    .action((flags: { readonly out?: string; readonly since: string }, command: Command) =>
      session.on(command, async (connection) => {
        const { now: clock } = await opener.keys(connection);
        const now = clock();
        const since = momentOf(flags.since, now);
        if (since === undefined) throw new UsageError([`--since ${MOMENT}`]);
        const target = session.globals(command);
        const local = target.local === true;
        const stage = connection.outputs.stageName;
        const assembly = local
          ? join(stateDirOf(target, projectDir), 'cdk.out')
          : join(projectDir, 'cdk.out');
        const template = join(assembly, `${stackNameOf(local ? 'local' : stage)}.template.json`);
        const tell = (line: string): void => host.complain([line]);
        const sections = await gatherSections({ opener, connection, since, now, template, tell });
        const [from, to] = [since.toISOString(), now.toISOString()];
        return writeReport({ stage, from, to, by: connection.operator, sections }, flags.out);
      }),
    );
}
