import { BLOCK_MS } from '../../contract/watch-list.ts';
import { durationMs } from '../../lambda/domain/duration.ts';
import { isoOf } from '../../lambda/domain/key-view.ts';
import { quoted } from '../../lambda/domain/quoted.ts';
import { blockRange } from '../../lambda/flows/block-range.ts';
import { reasonOf } from '../key-reason.ts';
import type { BlocklistPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import type { ListedBlock } from './blocklist-list.ts';

export interface BlocklistAddOptions {
  readonly source: string;
  readonly reason?: string;
  /** A duration. @default `BLOCK_MS` */
  readonly for?: string;
}

/** A longer block is a rule of its own: write it into the WAF. */
const BLOCK_MS_MAX = 30 * 86_400_000;

/** Refuses an address or a range for a while; in force everywhere within two seconds. */
export async function blocklistAdd(
  ports: BlocklistPorts,
  { source, reason: typed, for: time }: BlocklistAddOptions,
): Promise<Report<ListedBlock>> {
  const forMs = time === undefined ? BLOCK_MS : (durationMs(time) ?? 0);
  const reason = reasonOf(typed) ?? '';
  const problems = [
    ...(reason === '' ? ['--reason is missing; say why, for whoever is asked about it'] : []),
    ...(forMs === 0 || forMs > BLOCK_MS_MAX
      ? [`--for ${quoted(time ?? '')} is not a duration; write 30s, 5m, 24h or 7d, at most 30d`]
      : []),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  const deps = { ...ports, neverBlock: ports.outputs.neverBlock };
  const { block, untold } = await blockRange(deps, source, { reason, forMs });
  const { range, by, createdAt, expiresAt } = block;
  const document = { range, reason, by, createdAt, until: isoOf(expiresAt) };
  return {
    document,
    sheet: {
      kind: 'record',
      fields: [
        ['range', range],
        ['until', document.until],
        ['reason', reason],
      ],
    },
    notes: [
      '',
      'In force everywhere within 2 s.',
      ...(untold ? ['The event ip.blocked could not be put on the bus; tell whoever listens for it.'] : []),
    ],
    failed: untold,
  };
}
