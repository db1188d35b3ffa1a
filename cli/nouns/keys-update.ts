import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysUpdate } from '../commands/keys-update.ts';
import { type RightsFlags, rightsInput, rightsOptions } from '../rights-options.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

/** `keys update` */
export function addKeysUpdate(noun: Command, session: Session): void {
  const { opener } = session.world;
  const command = addCommand(noun, 'update', {
    summary: 'change what a client key may do; in force everywhere within 5 s',
    examples: [
      '--local keys update key_0aBcDeFgHiJkLmNoPqRs --expires 90d --owner ops',
      '--stage prod keys update key_0aBcDeFgHiJkLmNoPqRs --scope none --ip none --if-version 3',
    ],
  }).argument('<id>', 'id of the key');
  rightsOptions(command)
    .option('--if-version <n>', 'only if the record is still at this version', wholeNumber(1_000_000))
    .action((id: string, flags: RightsFlags & { ifVersion?: number }, self: Command) =>
      session.on(self, async (connection) =>
        keysUpdate(await opener.keys(connection), { id, ifVersion: flags.ifVersion, ...rightsInput(flags) }),
      ),
    );
}
