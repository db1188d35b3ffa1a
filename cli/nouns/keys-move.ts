import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysApply } from '../commands/keys-apply.ts';
import { keysExport } from '../commands/keys-export.ts';
import { keysImport } from '../commands/keys-import.ts';
import { readDocument } from '../read-document.ts';
import type { Session } from '../session.ts';

/** `keys export`, `keys import`, `keys apply`: records from and to files. */
export function addKeysMove(noun: Command, session: Session): void {
  const { host, opener } = session.world;

  addCommand(noun, 'export', {
    summary: 'print every client key’s record: hashes, never keys',
    examples: ['--stage prod keys export > keys.json'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async (connection) => keysExport(host, await opener.keys(connection))),
  );

  addCommand(noun, 'import', {
    summary: 'make the records of an export that are missing; overwrite none',
    examples: ['--stage prod keys import keys.json --dry-run'],
  })
    .argument('<file>', 'what `keys export` printed')
    .option('--dry-run', 'only say what would be done')
    .action((file: string, flags: { dryRun?: true }, command: Command) =>
      session.on(command, async (connection) => {
        const options = { content: await readDocument(file), dryRun: flags.dryRun === true };
        return keysImport(await opener.keys(connection), options);
      }),
    );

  addCommand(noun, 'apply', {
    summary: 'make client keys match a reviewed file: show a plan, then do it',
    examples: [
      '--stage prod keys apply -f clients.yaml',
      '--stage prod keys apply -f clients.yaml --yes --json',
    ],
  })
    .requiredOption('-f, --file <file>', 'the file, in YAML or JSON')
    .option('--yes', 'do it; without it only the plan is shown, unless a person can be asked')
    .action((flags: { file: string; yes?: true }, command: Command) =>
      session.on(command, async (connection) => {
        const content = await readDocument(flags.file);
        const ask = host.interactive && session.globals(command).json !== true;
        const consent = flags.yes === true ? 'given' : ask ? 'ask' : 'none';
        return keysApply(host, await opener.keys(connection), { content, consent });
      }),
    );
}
