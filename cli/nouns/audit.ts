import { type Command, Option } from 'commander';
import { addCommand, addNoun } from '../add-command.ts';
import { auditExport, type ExportFormat } from '../commands/audit-export.ts';
import { auditExportSealed } from '../commands/audit-export-sealed.ts';
import { auditFollow } from '../commands/audit-follow.ts';
import { auditSeal } from '../commands/audit-seal.ts';
import { auditSearch } from '../commands/audit-search.ts';
import { auditSummary } from '../commands/audit-summary.ts';
import { auditTimeline, type TimelineOptions } from '../commands/audit-timeline.ts';
import { auditVerify, auditVerifyOffline, type OfflineOptions } from '../commands/audit-verify.ts';
import type { AuditSearchOptions } from '../read-audit-filter.ts';
import type { Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
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
      session.on(command, async (connection) => auditSearch(await opener.detection(connection), flags)),
    );

  filters(
    addCommand(noun, 'summary', {
      summary: 'what was called from where: a row for each address and user agent',
      examples: ['--stage prod audit summary --key key_0aBcDeFgHiJkLmNoPqRs --since 12h'],
    }),
  )
    .option('--limit <n>', 'the newest of the calls', wholeNumber(100_000), 10_000)
    .action((flags: AuditSearchOptions, command: Command) =>
      session.on(command, async (connection) => auditSummary(await opener.detection(connection), flags)),
    );

  filters(
    addCommand(noun, 'follow', {
      summary: 'calls as they end, until Ctrl-C',
      examples: ['--stage prod audit follow --client acme', '--local audit follow --json'],
    }),
  ).action((flags: Omit<AuditSearchOptions, 'limit'>, command: Command) =>
    session.stream(command, async (connection) =>
      auditFollow(
        await opener.detection(connection),
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
        auditTimeline(await opener.detection(connection), { ...flags, subject }),
      ),
    );

  filters(
    addCommand(noun, 'export', {
      summary: 'every call that fits, as lines of JSON or as CSV',
      examples: ['--stage prod audit export --since 30d --format csv > calls.csv'],
    }),
  )
    .addOption(new Option('--format <format>', 'ndjson or csv').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--sealed <folder>', 'sealed records, manifests and public key into a new folder instead')
    .action((flags: ExportFlags, command: Command) => {
      const { sealed } = flags;
      return sealed === undefined
        ? session.stream(command, async (connection) =>
            auditExport(await opener.detection(connection), flags, flags.format),
          )
        : session.on(command, async (connection) =>
            auditExportSealed(await opener.chain(connection), { ...flags, sealed }),
          );
    });

  addCommand(noun, 'seal', {
    summary: 'seal what is old enough now, in place of waiting for the schedule',
    examples: ['--local audit seal'],
  }).action((_flags: object, command: Command) =>
    session.on(command, async (connection) => auditSeal(await opener.chain(connection))),
  );

  addCommand(noun, 'verify', {
    summary: 'hold records, archive and manifests to each other and to the key that signed',
    examples: [
      '--stage prod audit verify --since 30d',
      'audit verify --offline ./evidence --public-key ./trusted.pem',
    ],
  })
    .option('--since <moment>', `${SINCE} (default: 24h, with --offline: all)`)
    .option('--until <moment>', UNTIL)
    .option('--offline <folder>', 'an export of `audit export --sealed`, without asking AWS')
    .option('--public-key <file>', 'with --offline: the key to trust (default: the one in the export)')
    .action((flags: Partial<OfflineOptions>, command: Command) => {
      const tell = (line: string) => session.world.host.complain([line]);
      const { offline, since = '24h' } = flags;
      if (offline !== undefined)
        return auditVerifyOffline({ ...flags, offline }, () => new Date(), tell).then((report) =>
          session.show(command, report),
        );
      if (flags.publicKey !== undefined) throw new UsageError(['--public-key belongs to --offline; add it']);
      return session.on(command, async (connection) =>
        auditVerify(await opener.chain(connection), { ...flags, since }, tell),
      );
    });
}

type ExportFlags = Omit<AuditSearchOptions, 'limit'> & {
  readonly format: ExportFormat;
  readonly sealed?: string;
};

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
