import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { tokensNarrow } from '../commands/tokens-narrow.ts';
import { readHolder, readHolderKey } from '../read-holder.ts';
import type { Session } from '../session.ts';

interface NarrowFlags {
  readonly key: string;
  readonly ttl?: string;
  readonly product?: readonly string[];
  readonly scope?: readonly string[];
  readonly method?: readonly string[];
  readonly path?: readonly string[];
  readonly ip?: readonly string[];
  readonly holder?: string;
}

/** `tokens narrow` */
export function addTokensNarrow(noun: Command, session: Session): void {
  addCommand(noun, 'narrow', {
    summary: 'narrow a token from standard input as its holder, without asking the gateway',
    examples: ['tokens narrow --key holder.key --method GET --ttl 1m < token.txt'],
  })
    .requiredOption('--key <file>', 'the holder’s Ed25519 private key, in PEM')
    .option('--ttl <duration>', 'from now on at most so long: 30s, 15m')
    .option('--product <names...>', 'only these products')
    .option('--scope <scopes...>', 'only this, such as GET:/youtube/v3/search')
    .option('--method <methods...>', 'only these HTTP methods')
    .option('--path <paths...>', 'only these paths, with their mount')
    .option('--ip <ranges...>', 'only from these addresses or CIDR ranges')
    .option('--holder <file>', 'whose Ed25519 public key, in PEM, may narrow it further (default: nobody’s)')
    .action(async (flags: NarrowFlags, command: Command) => {
      const { product: products, scope: scopes, method: methods, path: paths, ip: ips, ttl } = flags;
      const key = await readHolderKey('--key', flags.key);
      const holder = flags.holder === undefined ? undefined : await readHolder('--holder', flags.holder);
      const token = await session.world.host.readSecret('Token: ');
      const wish = { products, scopes, methods, paths, ips };
      await session.show(command, tokensNarrow({ token, key, wish, ttl, holder }, new Date()));
    });
}
