import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysList } from '../commands/keys-list.ts';
import { keysShow } from '../commands/keys-show.ts';
import { keysUsage } from '../commands/keys-usage.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

/** `keys list`, `keys show`, `keys usage` */
export function addKeysRead(noun: Command, session: Session): void {
  const { opener } = session.world;

  addCommand(noun, 'list', {
    summary: 'list client keys; never the keys themselves',
    examples: ['--local keys list', '--stage prod keys list --client acme --json'],
  })
    .option('--client <name>', 'only keys of this client')
    .option('--limit <n>', 'at most this many', wholeNumber(1_000), 100)
    .option('--after <id>', 'go on after this key, the `next` of the page before')
    .option('--last-used', 'also when and from where each was last used: 16 queries a key')
    .action(
      (
        { lastUsed, ...listing }: { client?: string; limit: number; after?: string; lastUsed?: true },
        command: Command,
      ) =>
        session.on(command, async (connection) => {
          const audit = lastUsed === true ? await opener.audit(connection) : {};
          return keysList({ ...audit, ...(await opener.keys(connection)) }, listing);
        }),
    );

  addCommand(noun, 'show', {
    summary: 'show the record of one client key',
    examples: ['--local keys show key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<id>', 'id of the key')
    .action((id: string, _flags: object, command: Command) =>
      session.on(command, async (connection) => {
        const { audit } = await opener.audit(connection);
        return keysShow({ ...(await opener.keys(connection)), audit }, { id });
      }),
    );

  addCommand(noun, 'usage', {
    summary: 'show what a key has used of its plan’s quotas, and when they begin anew',
    examples: ['--stage prod keys usage key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<id>', 'id of the key')
    .action((id: string, _flags: object, command: Command) =>
      session.on(command, async (connection) => keysUsage(await opener.usage(connection), { id })),
    );
}
