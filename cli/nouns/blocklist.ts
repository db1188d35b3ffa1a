import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { blocklistAdd } from '../commands/blocklist-add.ts';
import { blocklistList } from '../commands/blocklist-list.ts';
import { blocklistRemove } from '../commands/blocklist-remove.ts';
import type { Session } from '../session.ts';

/** `blocklist`: whose calls are refused for a while. */
export function addBlocklist(program: Command, session: Session): void {
  const { opener } = session.world;
  const noun = addNoun(program, 'blocklist', 'addresses whose calls are refused for a while');

  addCommand(noun, 'list', {
    summary: 'list who is blocked, by whom, until when and why',
    examples: ['--stage prod blocklist list'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async (connection) => blocklistList(await opener.blocklist(connection))),
  );

  addCommand(noun, 'add', {
    summary: 'refuse an address or a range for a while; in force everywhere within 2 s',
    examples: ['--stage prod blocklist add 203.0.113.7 --reason "probes for keys" --for 24h'],
  })
    .argument('<source>', 'an address, which stands for its /64 in IPv6, or a CIDR range')
    .option('--reason <text>', 'why; it becomes part of the record (required)')
    .option('--for <duration>', 'how long: 30s, 5m, 24h, at most 30d (default: 1h)')
    .action((source: string, flags: { reason?: string; for?: string }, command: Command) =>
      session.on(command, async (connection) =>
        blocklistAdd(await opener.blocklist(connection), { source, ...flags }),
      ),
    );

  addCommand(noun, 'remove', {
    summary: 'let blocked addresses or ranges call again',
    examples: ['--stage prod blocklist remove 203.0.113.7'],
  })
    .argument('<sources...>', 'addresses or ranges as `blocklist list` shows them')
    .action((sources: readonly string[], _flags: object, command: Command) =>
      session.on(command, async (connection) => blocklistRemove(await opener.blocklist(connection), sources)),
    );
}
