import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysCreate } from '../commands/keys-create.ts';
import { keysCreatePair } from '../commands/keys-create-pair.ts';
import { type RightsFlags, rightsInput, rightsOptions } from '../rights-options.ts';
import type { Session } from '../session.ts';

/** `keys create` */
export function addKeysCreate(noun: Command, session: Session): void {
  const { host, opener } = session.world;
  const command = addCommand(noun, 'create', {
    summary: 'make a client key and show it once',
    examples: [
      '--local keys create --client acme --product gemini --plan basic',
      '--local keys create --client acme --product youtube --plan basic --read-only --scope GET:/youtube/v3/search',
      '--stage prod keys create --client acme --product gemini --plan basic --with-honeytoken >> .env',
      '--stage prod keys create --client acme --product gemini youtube --plan pro --expires 90d --ip 203.0.113.0/24 --json',
    ],
  })
    .option('--client <name>', 'who will hold the key (required)')
    .option('--with-honeytoken [place]', 'also plant a decoy beside it, and print both as one .env block');
  rightsOptions(command).action(
    (flags: RightsFlags & { client?: string; withHoneytoken?: string | true }, self: Command) =>
      session.on(self, async (connection) => {
        const input = { client: flags.client, ...rightsInput(flags) };
        const place = flags.withHoneytoken;
        if (place === undefined) return keysCreate(await opener.keys(connection), input);
        const ports = await opener.honeytokens(connection);
        return keysCreatePair(host, ports, input, place === true ? undefined : place);
      }),
  );
}
