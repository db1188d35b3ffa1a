import type { Command } from 'commander';
import type { KeyEditInput } from '../lambda/domain/key-edit.ts';

/** What a key may do, as flags. */
export interface RightsFlags {
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

/** Adds the flags that say what a key may do. */
export const rightsOptions = (command: Command): Command =>
  command
    .option('--product <names...>', 'what the key may call')
    .option('--plan <name>', 'how much it may call')
    .option('--role <name>', 'kind of access: reader, writer, admin, or a role of the config')
    .option('--read-only', 'the role reader')
    .option('--scope <scopes...>', 'less than the products open, such as GET:/youtube/v3/search')
    .option('--may-mint', 'let its holder mint short-lived tokens')
    .option('--no-may-mint', 'let its holder mint none (what a new key may)')
    .option('--expires <duration>', 'when it stops working: 30s, 5m, 24h, 90d, or never')
    .option('--ip <ranges...>', 'addresses or CIDR ranges it works from')
    .option('--owner <name>', 'who answers for the key')
    .option('--label <labels...>', 'labels, such as team=search')
    .option('--note <text>', 'anything worth remembering; never a secret');

/** The flags in the words of the domain. */
export const rightsInput = (flags: RightsFlags): KeyEditInput => ({
  products: flags.product,
  plan: flags.plan,
  role: flags.role,
  readOnly: flags.readOnly,
  scopes: flags.scope,
  mayMint: flags.mayMint,
  expires: flags.expires,
  ips: flags.ip,
  owner: flags.owner,
  labels: flags.label,
  note: flags.note,
});
