import { type Command, Option } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { auditExport, type ExportFormat } from '../commands/audit-export.ts';
import { auditFollow } from '../commands/audit-follow.ts';
import { auditSearch } from '../commands/audit-search.ts';
import { auditTimeline, type TimelineOptions } from '../commands/audit-timeline.ts';
import type { AuditSearchOptions } from '../read-audit-filter.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

/** `audit`: who called what, when and from where. */
export function addAudit(program: Command, session: Session): void {
  const { opener } = session.world;
  const noun = addNoun(program, 'audit', 'who called what, when and from where');

  filters(
    addCommand(noun, 'search', {
      summary: 'find calls, newest first',
      examples: [
        '--local audit search --since 5m',
        '--stage prod audit search --key key_0aBcDeFgHiJkLmNoPqRs --since 24h --status 403 --json',
      ],
    }),
  )
    .option('--limit <n>', 'at most this many', wholeNumber(10_000), 100)
    .option('--after <mark>', 'go on after this call, the `next` of the page before')
    .action((flags: AuditSearchOptions, command: Command) =>
      session.on(command, async (connection) => auditSearch(await opener.audit(connection), flags)),
    );

  filters(
    addCommand(noun, 'follow', {
      summary: 'calls as they end, until Ctrl-C',
      examples: ['--stage prod audit follow --client acme', '--local audit follow --json'],
    }),
  ).action((flags: Omit<AuditSearchOptions, 'limit'>, command: Command) =>
    session.stream(command, async (connection) =>
      auditFollow(
        await opener.audit(connection),
        flags,
        session.globals(command).json === true ? 'json' : 'table',
      ),
    ),
  );

  addCommand(noun, 'timeline', {
    summary: 'calls and what operators did, in the order in which it happened',
    examples: ['--stage prod audit timeline key_0aBcDeFgHiJkLmNoPqRs --since 7d'],
  })
    .argument('[subject]', 'only what concerns this key id or upstream')
    .option('--since <moment>', SINCE, '24h')
    .option('--until <moment>', UNTIL)
    .option('--limit <n>', 'the newest of them', wholeNumber(10_000), 1_000)
    .action((subject: string | undefined, flags: Omit<TimelineOptions, 'subject'>, command: Command) =>
      session.on(command, async (connection) =>
        auditTimeline(await opener.audit(connection), { ...flags, subject }),
      ),
    );

  filters(
    addCommand(noun, 'export', {
      summary: 'every call that fits, as lines of JSON or as CSV',
      examples: ['--stage prod audit export --since 30d --format csv > calls.csv'],
    }),
  )
    .addOption(new Option('--format <format>', 'ndjson or csv').choices(['ndjson', 'csv']).default('ndjson'))
    .action((flags: Omit<AuditSearchOptions, 'limit'> & { format: ExportFormat }, command: Command) =>
      session.stream(command, async (connection) =>
        auditExport(await opener.audit(connection), flags, flags.format),
      ),
    );
}

const SINCE = 'from then on: 24h ago, or a UTC time such as 2026-11-23T17:00Z';
const UNTIL = 'up to then (default: now)';

/** What narrows a search, the same for every command that searches. */
const filters = (command: Command): Command =>
  command
    .option('--key <id>', 'only calls with this key')
    .option('--client <name>', 'only calls of this client')
    .option('--ip <address>', 'only calls from this address')
    .option('--status <n>', 'only calls answered with this status')
    .option('--verdict <word>', 'only calls with this verdict: allowed, unfinished, or a fault code')
    .option('--route <pattern>', 'only calls of this configured route')
    .option('--request <id>', 'only the call with this request id')
    .option('--since <moment>', SINCE, '24h')
    .option('--until <moment>', UNTIL);
