import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysCreate } from '../commands/keys-create.ts';
import { type RightsFlags, rightsInput, rightsOptions } from '../rights-options.ts';
import type { Session } from '../session.ts';

/** `keys create` */
export function addKeysCreate(noun: Command, session: Session): void {
  const { opener } = session.world;
  const command = addCommand(noun, 'create', {
    summary: 'make a client key and show it once',
    examples: [
      '--local keys create --client acme --product gemini --plan basic',
      '--local keys create --client acme --product youtube --plan basic --read-only --scope GET:/youtube/v3/search',
      '--stage prod keys create --client acme --product gemini youtube --plan pro --expires 90d --ip 203.0.113.0/24 --json',
    ],
  }).option('--client <name>', 'who will hold the key (required)');
  rightsOptions(command).action((flags: RightsFlags & { client?: string }, self: Command) =>
    session.on(self, async (connection) =>
      keysCreate(await opener.keys(connection), { client: flags.client, ...rightsInput(flags) }),
    ),
  );
}
