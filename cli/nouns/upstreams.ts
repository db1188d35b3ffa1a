import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { upstreamsList } from '../commands/upstreams-list.ts';
import { upstreamsStatus } from '../commands/upstreams-status.ts';
import type { Session } from '../session.ts';
import { addUpstreamsRotate } from './upstreams-rotate.ts';
import { addUpstreamsSetKey } from './upstreams-set-key.ts';

/** `upstreams`: the APIs behind the gateway. */
export function addUpstreams(program: Command, session: Session): void {
  const { opener } = session.world;
  const noun = addNoun(program, 'upstreams', 'the APIs behind the gateway and their keys');

  addCommand(noun, 'list', {
    summary: 'list the upstreams the gateway was deployed with',
    examples: ['--local upstreams list'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async ({ outputs }) => upstreamsList({ outputs })),
  );

  addUpstreamsSetKey(noun, session);
  addUpstreamsRotate(noun, session);

  addCommand(noun, 'status', {
    summary: 'show where keys and their rotation stand: version, age, next rotation, old keys; never a key',
    examples: ['--local upstreams status', '--stage prod upstreams status gemini --json'],
  })
    .argument('[name]', 'only this upstream, with the history of its keys')
    .action((name: string | undefined, _flags: object, command: Command) =>
      session.on(command, async (connection) =>
        upstreamsStatus(await opener.upstreams(connection), { name }),
      ),
    );
}
