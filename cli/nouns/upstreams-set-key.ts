import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { upstreamsSetAdminKey } from '../commands/upstreams-set-admin-key.ts';
import { upstreamsSetKey } from '../commands/upstreams-set-key.ts';
import { type SetPendingKeyOptions, upstreamsSetPendingKey } from '../commands/upstreams-set-pending-key.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

type SetKeyFlags = Omit<SetPendingKeyOptions, 'name'> & { readonly pending?: boolean };

/** `upstreams set-key` and `upstreams set-admin-key`: what they set comes on standard input. */
export function addUpstreamsSetKey(noun: Command, session: Session): void {
  const { host, opener } = session.world;

  addCommand(noun, 'set-key', {
    summary: 'set the key of an upstream; it comes on standard input',
    examples: [
      '--local upstreams set-key gemini < gemini.key',
      '--stage prod upstreams set-key gemini',
      '--stage prod upstreams set-key gemini --pending --wait < new.key',
    ],
  })
    .argument('<name>', 'the upstream')
    .argument('[extra...]', 'nothing: the key is never an argument')
    .option('--pending', 'beside the one that serves: it is tried first, and serves once it was accepted')
    .option('--wait', 'with --pending: stay until it serves or is refused')
    .option('--timeout <duration>', 'how long to wait at most: 90s, 30m, 1h; nothing is lost by it', '30m')
    .option('--replace', 'with --pending: put it in the place of another key that is pending')
    .action((name: string, extra: readonly string[], flags: SetKeyFlags, command: Command) => {
      refuseArguments(extra);
      if (flags.pending !== true && (flags.wait === true || flags.replace === true))
        throw new UsageError(['--wait and --replace belong to --pending']);
      return session.on(command, async (connection) => {
        const ports = await opener.upstreams(connection);
        return flags.pending === true
          ? upstreamsSetPendingKey(host, ports, { ...flags, name })
          : upstreamsSetKey(host, ports, { name });
      });
    });

  addCommand(noun, 'set-admin-key', {
    summary: 'set what the driver of an upstream proves itself with; it comes on standard input',
    examples: ['--stage prod upstreams set-admin-key openai < admin.key'],
  })
    .argument('<name>', 'the upstream')
    .argument('[extra...]', 'nothing: the secret is never an argument')
    .action((name: string, extra: readonly string[], _flags: object, command: Command) => {
      refuseArguments(extra);
      return session.on(command, async (connection) =>
        upstreamsSetAdminKey(host, await opener.upstreams(connection), { name }),
      );
    });
}

function refuseArguments(extra: readonly string[]): void {
  if (extra.length === 0) return;
  throw new UsageError([
    'the key is never an argument: arguments stay in the shell’s history and every user can list them; ' +
      'pass it on standard input, and replace this one if it was real',
  ]);
}
