import { type Command, Option } from 'commander';
import { DETECTORS, type DetectorName } from '../../contract/detection.ts';
import { addCommand, addNoun } from '../add-command.ts';
import { type DetectCloseOptions, detectClose } from '../commands/detect-close.ts';
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
    summary: 'what was found and is not closed, the newest first, and what was done about it',
    examples: ['--stage prod detect findings --since 7d', '--stage prod detect findings --json'],
  })
    .option('--since <moment>', SINCE, '7d')
    .option('--all', 'closed ones too')
    .action((flags: { readonly since: string; readonly all?: boolean }, command: Command) =>
      session.on(command, async (connection) => detectFindings(await opener.detection(connection), flags)),
    );

  for (const [name, open, summary] of [
    ['close', false, 'say that findings were looked into; who, when and why is recorded'],
    ['reopen', true, 'say that closed findings have to be looked into again'],
  ] as const)
    addCommand(noun, name, {
      summary,
      examples: [
        `--stage prod detect ${name} newCountry/key_0PgiKueRVsN8Tgtk6QHD/JKJaXFPLvHcESHA= --reason "they moved"`,
      ],
    })
      .argument('<ids...>', 'ids of findings, from `detect findings`')
      .option('--reason <text>', 'why; it becomes part of the record (required)')
      .option('--since <moment>', 'how far back to look for them: 90d, or a UTC time', '90d')
      .action((ids: readonly string[], flags: DetectCloseOptions, command: Command) =>
        session.on(command, async (connection) =>
          detectClose(await opener.detection(connection), ids, { ...flags, open }),
        ),
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
