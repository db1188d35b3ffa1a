import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { keysRevoke } from '../commands/keys-revoke.ts';
import { keysSetState, type SetStateOptions } from '../commands/keys-set-state.ts';
import type { Session } from '../session.ts';

const SUMMARIES: Readonly<Record<SetStateOptions['verb'], string>> = {
  disable: 'stop client keys for a while',
  enable: 'let disabled or quarantined client keys work again',
  quarantine: 'stop client keys that are under suspicion, and tell who listens',
};

/** `keys disable`, `keys enable`, `keys quarantine`, `keys revoke`: each takes several ids. */
export function addKeysState(noun: Command, session: Session): void {
  const { host, opener } = session.world;

  for (const verb of ['disable', 'enable', 'quarantine'] as const)
    addCommand(noun, verb, {
      summary: SUMMARIES[verb],
      examples: [`--stage prod keys ${verb} key_0aBcDeFgHiJkLmNoPqRs --reason "audit of May"`],
    })
      .argument('<ids...>', 'ids of keys')
      .option('--reason <text>', 'why; it becomes part of the record')
      .action((ids: readonly string[], flags: { reason?: string }, command: Command) =>
        session.on(command, async (connection) =>
          keysSetState(await opener.keys(connection), { ids, verb, reason: flags.reason }),
        ),
      );

  addCommand(noun, 'revoke', {
    summary: 'revoke client keys for good; they are refused everywhere once it returns',
    examples: ['--stage prod keys revoke key_0aBcDeFgHiJkLmNoPqRs --reason leaked --yes'],
  })
    .argument('<ids...>', 'ids of keys')
    .option('--reason <text>', 'why; it becomes part of the record')
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], flags: { reason?: string; yes?: boolean }, command: Command) =>
      session.on(command, async (connection) => {
        const ask = host.interactive && flags.yes !== true && session.globals(command).json !== true;
        return keysRevoke(host, await opener.keys(connection), { ids, reason: flags.reason, ask });
      }),
    );
}
