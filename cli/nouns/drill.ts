import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { drillRun } from '../commands/drill-run.ts';
import { ALL_DRILLS } from '../drills/all-drills.ts';
import type { Session } from '../session.ts';

interface DrillFlags {
  readonly only?: readonly string[];
  readonly call?: string;
  readonly echo?: string;
  readonly yes?: boolean;
}

/** `drill`: attacks that are played on purpose. */
export function addDrill(program: Command, session: Session): void {
  const { host, opener } = session.world;
  const noun = addNoun(program, 'drill', 'attacks that are played on purpose, to see what the gateway does');

  addCommand(noun, 'run', {
    summary: 'play attacks, measure detection and response, and take everything away again',
    examples: [
      '--local drill run --call /gemini/v1beta/models',
      '--stage prod drill run --only leaked-decoy revoked-key --yes',
      '--stage prod drill run --yes --json',
    ],
  })
    .option('--only <names...>', ALL_DRILLS.map(({ name }) => name).join(', '))
    .option('--call <path>', 'a cheap GET that reaches an upstream; ssrf and over-quota need one')
    .option('--echo <path>', 'a GET whose upstream answers with the headers it was sent')
    .option('--yes', 'do not ask')
    .action((flags: DrillFlags, command: Command) =>
      session.on(command, async (connection) => {
        const { yes, ...wish } = flags;
        const ask = host.interactive && yes !== true && session.globals(command).json !== true;
        return drillRun(host, await opener.drills(connection), { ...wish, ask });
      }),
    );
}
