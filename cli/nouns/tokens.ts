import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { tokensList } from '../commands/tokens-list.ts';
import { tokensMint } from '../commands/tokens-mint.ts';
import { tokensRevoke } from '../commands/tokens-revoke.ts';
import { readHolder } from '../read-holder.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';
import { addTokensNarrow } from './tokens-narrow.ts';

interface MintFlags {
  readonly ttl?: string;
  readonly product?: readonly string[];
  readonly scope?: readonly string[];
  readonly method?: readonly string[];
  readonly path?: readonly string[];
  readonly ip?: readonly string[];
  readonly uses?: number;
  readonly label?: string;
  readonly holder?: string;
}

/** `tokens`: what stands for a key for minutes. */
export function addTokens(program: Command, session: Session): void {
  const { host, opener } = session.world;
  const noun = addNoun(program, 'tokens', 'short-lived tokens: what stands for a client key for minutes');

  addCommand(noun, 'mint', {
    summary: 'mint a token for a key and show it once',
    examples: ['--local tokens mint key_0aBcDeFgHiJkLmNoPqRs --ttl 15m --product gemini --uses 20'],
  })
    .argument('<key>', 'id of the key')
    .option('--ttl <duration>', 'how long it lives: 30s, 15m, 1h (default: 15m)')
    .option('--product <names...>', 'fewer products than the key has')
    .option('--scope <scopes...>', 'less than the products open, such as GET:/youtube/v3/search')
    .option('--method <methods...>', 'only these HTTP methods')
    .option('--path <paths...>', 'only these paths, with their mount')
    .option('--ip <ranges...>', 'addresses or CIDR ranges it works from')
    .option('--uses <n>', 'how many calls it is good for', wholeNumber(1_000_000))
    .option('--label <text>', 'what it is for')
    .option(
      '--holder <file>',
      'whose Ed25519 public key, in PEM, may narrow it offline; others cannot use it',
    )
    .action((key: string, flags: MintFlags, command: Command) =>
      session.on(command, async (connection) => {
        const { product: products, scope: scopes, method: methods, path: paths, ip: ips, ...rest } = flags;
        const { ttl, uses, label } = rest;
        const holder =
          rest.holder === undefined ? undefined : (await readHolder('--holder', rest.holder)).jwk;
        const wish = { ttl, products, scopes, methods, paths, ips, uses, label, holder };
        return tokensMint(await opener.tokens(connection), key, wish);
      }),
    );

  addCommand(noun, 'list', {
    summary: 'list the tokens of a key; never the tokens themselves',
    examples: ['--local tokens list key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<key>', 'id of the key')
    .option('--limit <n>', 'at most this many', wholeNumber(1_000), 100)
    .action((key: string, flags: { limit: number }, command: Command) =>
      session.on(command, async (connection) =>
        tokensList(await opener.tokens(connection), key, flags.limit),
      ),
    );

  addCommand(noun, 'revoke', {
    summary: 'revoke tokens for good, and all that descend from them',
    examples: ['--stage prod tokens revoke tok_0aBcDeFgHiJkLmNoPqRs --yes'],
  })
    .argument('<ids...>', 'ids of tokens')
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], flags: { yes?: boolean }, command: Command) =>
      session.on(command, async (connection) => {
        const ask = host.interactive && flags.yes !== true && session.globals(command).json !== true;
        return tokensRevoke(host, await opener.tokens(connection), { ids, ask });
      }),
    );

  addTokensNarrow(noun, session);
}
