import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { keysCreate } from '../commands/keys-create.ts';
import { keysList } from '../commands/keys-list.ts';
import { keysRevoke } from '../commands/keys-revoke.ts';
import { keysShow } from '../commands/keys-show.ts';
import { keysUsage } from '../commands/keys-usage.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

interface CreateFlags {
  readonly client?: string;
  readonly product?: readonly string[];
  readonly plan?: string;
  readonly role?: string;
  readonly readOnly?: boolean;
  readonly scope?: readonly string[];
  readonly mayMint?: boolean;
  readonly expires?: string;
  readonly ip?: readonly string[];
  readonly owner?: string;
  readonly label?: readonly string[];
  readonly note?: string;
}

/** `keys`: what clients hold. */
export function addKeys(program: Command, session: Session): void {
  const { host, opener } = session.world;
  const noun = addNoun(program, 'keys', 'client keys: what clients hold instead of the API’s key');

  addCommand(noun, 'create', {
    summary: 'make a client key and show it once',
    examples: [
      '--local keys create --client acme --product gemini --plan basic',
      '--stage prod keys create --client acme --product gemini youtube --plan pro --expires 90d --ip 203.0.113.0/24 --json',
    ],
  })
    .option('--client <name>', 'who will hold the key (required)')
    .option('--product <names...>', 'what the key may call (required)')
    .option('--plan <name>', 'how much it may call (required)')
    .option('--role <name>', 'kind of access: reader, writer, admin, or a role of the config (default: none)')
    .option('--read-only', 'the role reader')
    .option('--scope <scopes...>', 'less than the products open, such as GET:/youtube/v3/search')
    .option('--may-mint', 'let its holder mint short-lived tokens (default: no)')
    .option('--expires <duration>', 'when it stops working: 30s, 5m, 24h, 90d (default: never)')
    .option('--ip <ranges...>', 'addresses or CIDR ranges it works from (default: any)')
    .option('--owner <name>', 'who answers for the key')
    .option('--label <labels...>', 'labels, such as team=search')
    .option('--note <text>', 'anything worth remembering; never a secret')
    .action((flags: CreateFlags, command: Command) =>
      session.on(command, async (connection) => {
        const { product: products, scope: scopes, ip: ips, label: labels, ...rest } = flags;
        return keysCreate(await opener.keys(connection), { ...rest, products, scopes, ips, labels });
      }),
    );

  addCommand(noun, 'list', {
    summary: 'list client keys; never the keys themselves',
    examples: ['--local keys list', '--stage prod keys list --client acme --json'],
  })
    .option('--client <name>', 'only keys of this client')
    .option('--limit <n>', 'at most this many', wholeNumber(1_000), 100)
    .option('--after <id>', 'go on after this key, the `next` of the page before')
    .action((flags: { client?: string; limit: number; after?: string }, command: Command) =>
      session.on(command, async (connection) => keysList(await opener.keys(connection), flags)),
    );

  addCommand(noun, 'show', {
    summary: 'show the record of one client key',
    examples: ['--local keys show key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<id>', 'id of the key')
    .action((id: string, _flags: object, command: Command) =>
      session.on(command, async (connection) => keysShow(await opener.keys(connection), { id })),
    );

  addCommand(noun, 'usage', {
    summary: 'show what a key has used of its plan’s quotas, and when they begin anew',
    examples: ['--stage prod keys usage key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<id>', 'id of the key')
    .action((id: string, _flags: object, command: Command) =>
      session.on(command, async (connection) => keysUsage(await opener.usage(connection), { id })),
    );

  addCommand(noun, 'revoke', {
    summary: 'revoke client keys for good; they are refused everywhere once it returns',
    examples: ['--stage prod keys revoke key_0aBcDeFgHiJkLmNoPqRs --yes'],
  })
    .argument('<ids...>', 'ids of keys')
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], flags: { yes?: boolean }, command: Command) =>
      session.on(command, async (connection) => {
        const ask = host.interactive && flags.yes !== true && session.globals(command).json !== true;
        return keysRevoke(host, await opener.keys(connection), { ids, ask });
      }),
    );
}
