import { isoOf } from '../../lambda/domain/key-view.ts';
import type { BlocklistPorts } from '../ports.ts';
import type { Report } from '../report.ts';

export interface ListedBlock {
  readonly range: string;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: string;
  readonly until: string;
}

/** Ranges that are refused now, the newest block first. */
export async function blocklistList(
  ports: Pick<BlocklistPorts, 'blocklist' | 'now'>,
): Promise<Report<{ readonly items: readonly ListedBlock[] }>> {
  const items: ListedBlock[] = [];
  // DynamoDB deletes what is over late.
  for await (const { range, reason, by, createdAt, expiresAt } of ports.blocklist.all())
    if (expiresAt * 1_000 > ports.now().getTime())
      items.push({ range, reason, by, createdAt, until: isoOf(expiresAt) });
  items.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return {
    document: { items },
    sheet: {
      kind: 'table',
      head: ['RANGE', 'UNTIL', 'BY', 'SINCE', 'REASON'],
      rows: items.map(({ range, until, by, createdAt, reason }) => [range, until, by, createdAt, reason]),
    },
    notes: items.length === 0 ? ['Nobody is blocked.'] : [],
  };
}
