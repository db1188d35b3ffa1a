import { type Command, Option } from 'commander';
import { DETECTORS, type DetectorName } from '../../contract/detection.ts';
import { addCommand, addNoun } from '../add-command.ts';
import { detectFindings } from '../commands/detect-findings.ts';
import { detectList } from '../commands/detect-list.ts';
import { detectReplay, type ReplayOptions } from '../commands/detect-replay.ts';
import type { Session } from '../session.ts';

/** `detect`: what is odd in the calls of a key. */
export function addDetect(program: Command, session: Session): void {
  const { opener, host } = session.world;
  const noun = addNoun(program, 'detect', 'what is odd in the calls of each key');

  addCommand(noun, 'list', {
    summary: 'every detector: what it looks for, and whether it reports or enforces',
    examples: ['--stage prod detect list'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async ({ outputs }) => detectList(outputs)),
  );

  addCommand(noun, 'findings', {
    summary: 'what was found, the newest first, and what was done about it',
    examples: ['--stage prod detect findings --since 7d', '--stage prod detect findings --json'],
  })
    .option('--since <moment>', SINCE, '7d')
    .action((flags: { readonly since: string }, command: Command) =>
      session.on(command, async (connection) => detectFindings(await opener.detection(connection), flags)),
    );

  addCommand(noun, 'replay', {
    summary: 'what the detectors would have raised over past calls; changes nothing',
    examples: [
      '--stage prod detect replay --since 7d',
      '--stage prod detect replay --detector newCountry --since 30d --json',
    ],
  })
    .addOption(new Option('--detector <name>', 'only this one (default: all)').choices(DETECTORS))
    .option('--key <id>', 'only the calls of this key')
    .option('--since <moment>', SINCE, '7d')
    .option('--until <moment>', 'up to then (default: now)')
    .action((flags: ReplayOptions & { readonly detector?: DetectorName }, command: Command) =>
      session.on(command, async (connection) =>
        detectReplay(await opener.detection(connection), flags, (line) => host.complain([line])),
      ),
    );
}

const SINCE = 'from then on: 24h ago, or a UTC time such as 2026-11-23T17:00Z';
