import { type KeyUsage, keyUsage, type UsageRow } from '../../lambda/flows/key-usage.ts';
import type { UsagePorts } from '../ports.ts';
import type { Report } from '../report.ts';

const BAR_LENGTH = 20;

/** What a key has used of its plan's limits, with a bar for each. */
export async function keysUsage(
  ports: UsagePorts,
  options: { readonly id: string },
): Promise<Report<KeyUsage>> {
  const { plans, hardQuotas } = ports.outputs;
  const usage = await keyUsage({ ...ports, plans, hardQuotas }, options.id);
  const now = ports.now();
  const notes = [
    ...(usage.items.length === 0
      ? [`The plan ${usage.plan} has no quota: only its rate limits the key.`]
      : []),
    ...(usage.items.some(({ of }) => of === 'gateway')
      ? ['gateway: API Gateway’s own count, best effort and minutes late.']
      : []),
    ...(usage.items.some(({ pooled }) => pooled)
      ? [`pooled: counted for every key on the plan ${usage.plan}.`]
      : []),
  ];
  return {
    document: usage,
    sheet: {
      kind: 'table',
      head: ['OF', 'UNIT', 'USED', 'LIMIT', '', 'PER', 'RESETS'],
      rows: usage.items.map((row) => [
        row.of,
        row.pooled ? `${row.unit} (pooled)` : row.unit,
        String(row.used),
        String(row.limit),
        barOf(row),
        row.per,
        row.resetsAt === null ? '-' : `${row.resetsAt.slice(0, 16)}Z (in ${untilText(row.resetsAt, now)})`,
      ]),
    },
    notes: notes.length === 0 ? [] : ['', ...notes],
  };
}

/** Never full before the limit is reached, never empty once something was used. */
export function barOf({ used, limit }: Pick<UsageRow, 'used' | 'limit'>): string {
  const share = Math.min(1, Math.max(0, used / limit));
  const exact = share * BAR_LENGTH;
  const filled =
    share >= 1 ? BAR_LENGTH : Math.min(BAR_LENGTH - 1, used > 0 ? Math.max(1, Math.floor(exact)) : 0);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_LENGTH - filled)}] ${Math.floor(share * 100)}%`;
}

function untilText(iso: string, now: Date): string {
  const minutes = Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 60_000));
  if (minutes < 60) return `${minutes}m`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
  return `${Math.floor(minutes / 1_440)}d`;
}
