import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { upstreamsRotate } from '../commands/upstreams-rotate.ts';
import type { RotateFlags } from '../rotation-wish.ts';
import type { Session } from '../session.ts';

/** `upstreams rotate` */
export function addUpstreamsRotate(noun: Command, session: Session): void {
  const { host, opener } = session.world;
  addCommand(noun, 'rotate', {
    summary: 'replace the key of an upstream: by and by, at once because it leaked, or by the one before',
    examples: [
      '--stage prod upstreams rotate openai --wait',
      '--stage prod upstreams rotate openai --emergency --reason "in a public repository" --wait',
      '--stage prod upstreams rotate openai --rollback',
    ],
  })
    .argument('<name>', 'the upstream')
    .option('--wait', 'stay until it is over; with --emergency until the key is proven dead')
    .option('--timeout <duration>', 'how long to wait at most: 90s, 30m, 1h; nothing is lost by it', '30m')
    .option('--emergency', 'the key leaked: replace it now, delete it without a grace, prove it dead')
    .option('--leaked <version>', 'the version that leaked (default: the current one)')
    .option('--rollback', 'let the previous key serve again, while the provider still can')
    .option('--to <version>', 'the version to go back to (default: the previous one)')
    .option('--request-token <text>', 'names this rotation: repeated with it, it yields no second one')
    .option('--reason <text>', 'why; it becomes part of the record')
    .option('--yes', 'do not ask')
    .action((name: string, flags: RotateFlags & { readonly yes?: boolean }, command: Command) =>
      session.on(command, async (connection) => {
        const ask = host.interactive && flags.yes !== true && session.globals(command).json !== true;
        return upstreamsRotate(host, await opener.upstreams(connection), { ...flags, name, ask });
      }),
    );
}
