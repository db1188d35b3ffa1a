import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysReroll, type RerollOptions } from '../commands/keys-reroll.ts';
import { readPublicKey } from '../read-public-key.ts';
import type { Session } from '../session.ts';

/** `keys reroll` */
export function addKeysReroll(noun: Command, session: Session): void {
  addCommand(noun, 'reroll', {
    summary: 'give a client a new key under the same id; the old one works on for a grace',
    examples: [
      '--local keys reroll key_0aBcDeFgHiJkLmNoPqRs --grace 24h',
      '--stage prod keys reroll key_0aBcDeFgHiJkLmNoPqRs --grace 0 --request-token leak-2026-05',
      '--stage prod keys reroll key_0aBcDeFgHiJkLmNoPqRs --deliver-to acme.pem --end-on-first-use --json',
    ],
  })
    .argument('<id>', 'id of the key')
    .option('--grace <duration>', 'how long the old key works on: 0 for a leak, 30s, 5m, 24h, 90d', '24h')
    .option('--end-on-first-use', 'the old key also ends when the new one is first used')
    .option('--request-token <text>', 'names this reroll: repeated with it, it yields no second key')
    .option(
      '--deliver-to <file>',
      'encrypt the new key for this public key (PEM or JWK) instead of showing it',
    )
    .action(
      (id: string, flags: Omit<RerollOptions, 'id'> & { readonly deliverTo?: string }, command: Command) =>
        session.on(command, async (connection) => {
          const { deliverTo, ...rest } = flags;
          const sealer = await readPublicKey(deliverTo);
          return keysReroll(await session.world.opener.keys(connection), { id, ...rest, sealer });
        }),
    );
}
