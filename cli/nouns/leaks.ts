import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { LEAK_ACTIONS } from '../../contract/leak-intake.ts';
import { addCommand, addNoun } from '../add-command.ts';
import { leaksCheck } from '../commands/leaks-check.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

interface Flags {
  readonly quarantine?: true;
  readonly reroll?: true;
  readonly report?: true;
  readonly yes?: true;
}

/** `leaks`: keys in places where they do not belong. */
export function addLeaks(program: Command, session: Session): void {
  const { host, opener } = session.world;
  const noun = addNoun(program, 'leaks', 'client keys in texts where they do not belong');

  addCommand(noun, 'check', {
    summary:
      'say of every client key in a text what it is; stop those that work, if that is asked for or the policy',
    examples: [
      '--stage prod leaks check < paste.txt',
      '--stage prod leaks check ci.log --quarantine',
      '--stage prod leaks check --reroll --yes --json < paste.txt',
    ],
  })
    .argument('[file]', 'the text (default: standard input)')
    .option('--quarantine', 'quarantine keys that work')
    .option('--reroll', 'give the clients of keys that work new ones, without a grace')
    .option('--report', 'stop nothing (default: what leakIntake.action says in the config)')
    .option('--yes', 'do it; without it only the report is shown, unless a person can be asked')
    .action((file: string | undefined, flags: Flags, command: Command) =>
      session.on(command, async (connection) => {
        const actions = LEAK_ACTIONS.filter((name) => flags[name] === true);
        if (actions.length > 1)
          throw new UsageError(['--quarantine, --reroll and --report exclude each other; name one']);
        if (file === undefined && host.interactive)
          throw new UsageError(['which text? name a file, or pass it on standard input: < FILE']);
        const ask = file !== undefined && host.interactive && session.globals(command).json !== true;
        return leaksCheck(host, await opener.honeytokens(connection), {
          text: file === undefined ? host.input() : fileOf(file),
          action: actions[0],
          consent: flags.yes === true ? 'given' : ask ? 'ask' : 'none',
        });
      }),
    );
}

async function* fileOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file);
  } catch {
    throw new UsageError([`${file} cannot be read`]);
  }
}
