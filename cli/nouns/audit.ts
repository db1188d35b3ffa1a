import type { Command } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { auditSearch } from '../commands/audit-search.ts';
import type { AuditSearchOptions } from '../read-audit-filter.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

/** `audit`: who called what, when and from where. */
export function addAudit(program: Command, session: Session): void {
  const noun = addNoun(program, 'audit', 'who called what, when and from where');

  addCommand(noun, 'search', {
    summary: 'find calls, newest first',
    examples: [
      '--local audit search --since 5m',
      '--stage prod audit search --key key_0aBcDeFgHiJkLmNoPqRs --since 24h --status 403 --json',
    ],
  })
    .option('--key <id>', 'only calls with this key')
    .option('--client <name>', 'only calls of this client')
    .option('--ip <address>', 'only calls from this address')
    .option('--status <n>', 'only calls answered with this status')
    .option('--verdict <word>', 'only calls with this verdict: allowed, unfinished, or a fault code')
    .option('--since <moment>', 'from then on: 24h ago, or a UTC time such as 2026-11-23T17:00Z', '24h')
    .option('--until <moment>', 'up to then (default: now)')
    .option('--limit <n>', 'at most this many', wholeNumber(10_000), 100)
    .option('--after <mark>', 'go on after this call, the `next` of the page before')
    .action((flags: AuditSearchOptions, command: Command) =>
      session.on(command, async (connection) =>
        auditSearch(await session.world.opener.audit(connection), flags),
      ),
    );
}
