import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysCan } from '../commands/keys-can.ts';
import { loadConfig } from '../load-config.ts';
import type { Session } from '../session.ts';

/** `keys can` */
export function addKeysCan(noun: Command, session: Session): void {
  const { opener, projectDir } = session.world;
  addCommand(noun, 'can', {
    summary: 'explain what would become of a call with a key, and which rule decides',
    examples: ['--local keys can key_0aBcDeFgHiJkLmNoPqRs GET /youtube/v3/search'],
  })
    .argument('<id>', 'id of the key')
    .argument('<method>', 'method of the call')
    .argument('<path>', 'path on the gateway, with its query if that matters')
    .option('--from <address>', 'address the call comes from (default: whichever the key allows)')
    .option('--config <file>', 'the config of the gateway (default: sallyport.config.ts)')
    .action(
      (
        id: string,
        method: string,
        target: string,
        flags: { from?: string; config?: string },
        command: Command,
      ) =>
        session.on(command, async (connection) => {
          const config = await loadConfig(flags.config, projectDir, connection.outputs);
          return keysCan(await opener.keys(connection), config, { id, method, target, ip: flags.from });
        }),
    );
}
