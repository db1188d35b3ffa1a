import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysCan } from '../commands/keys-can.ts';
import { loadConfig } from '../load-config.ts';
import { readBody } from '../read-body.ts';
import type { Session } from '../session.ts';

interface CanFlags {
  readonly from?: string;
  readonly body?: string;
  readonly contentType: string;
  readonly config?: string;
}

/** `keys can` */
export function addKeysCan(noun: Command, session: Session): void {
  const { host, opener, projectDir } = session.world;
  addCommand(noun, 'can', {
    summary: 'explain what would become of a call with a key, and which rule decides',
    examples: [
      '--local keys can key_0aBcDeFgHiJkLmNoPqRs GET "/youtube/v3/search?maxResults=50"',
      '--local keys can key_0aBcDeFgHiJkLmNoPqRs POST /gemini/v1beta/models/x:generateContent --body call.json',
    ],
  })
    .argument('<id>', 'id of the key')
    .argument('<method>', 'method of the call')
    .argument('<path>', 'path on the gateway, with its query if that matters')
    .option('--from <address>', 'address the call comes from (default: whichever the key allows)')
    .option('--body <file>', 'what the call sends; - reads standard input')
    .option('--content-type <type>', 'how the body says it is to be read', 'application/json')
    .option('--config <file>', 'the config of the gateway (default: sallyport.config.ts)')
    .action((id: string, method: string, target: string, flags: CanFlags, command: Command) =>
      session.on(command, async (connection) => {
        const config = await loadConfig(flags.config, projectDir, connection.outputs);
        const { from: ip, contentType } = flags;
        const body = flags.body === undefined ? undefined : await readBody(host, flags.body);
        const asked = { id, method, target, ip, body, contentType };
        return keysCan(await opener.keys(connection), config, asked);
      }),
    );
}
