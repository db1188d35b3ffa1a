import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { upstreamsList } from '../commands/upstreams-list.ts';
import { upstreamsSetKey } from '../commands/upstreams-set-key.ts';
import { upstreamsStatus } from '../commands/upstreams-status.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

/** `upstreams`: the APIs behind the gateway. */
export function addUpstreams(program: Command, session: Session): void {
  const { host, opener } = session.world;
  const noun = addNoun(program, 'upstreams', 'the APIs behind the gateway and their keys');

  addCommand(noun, 'list', {
    summary: 'list the upstreams the gateway was deployed with',
    examples: ['--local upstreams list'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async ({ outputs }) => upstreamsList({ outputs })),
  );

  addCommand(noun, 'set-key', {
    summary: 'set the key of an upstream; it comes on standard input',
    examples: ['--local upstreams set-key gemini < gemini.key', '--stage prod upstreams set-key gemini'],
  })
    .argument('<name>', 'the upstream')
    .argument('[extra...]', 'nothing: the key is never an argument')
    .action((name: string, extra: readonly string[], _flags: object, command: Command) => {
      if (extra.length > 0)
        throw new UsageError([
          'the key is never an argument: arguments stay in the shell’s history and every user can list them; ' +
            'pass it on standard input, and replace this one if it was real',
        ]);
      return session.on(command, async (connection) =>
        upstreamsSetKey(host, await opener.upstreams(connection), { name }),
      );
    });

  addCommand(noun, 'status', {
    summary: 'show whether upstreams have a key, its version, age and binding; never the key',
    examples: ['--local upstreams status', '--stage prod upstreams status gemini --json'],
  })
    .argument('[name]', 'only this upstream')
    .action((name: string | undefined, _flags: object, command: Command) =>
      session.on(command, async (connection) =>
        upstreamsStatus(await opener.upstreams(connection), { name }),
      ),
    );
}
