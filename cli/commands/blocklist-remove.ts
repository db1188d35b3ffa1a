import { unblockRange } from '../../lambda/flows/block-range.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import type { BlocklistPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** Lets addresses or ranges call again, and reports each. */
export async function blocklistRemove(
  ports: BlocklistPorts,
  sources: readonly string[],
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const report = await eachKey(sources, async (source) =>
    (await unblockRange(ports, source))
      ? { id: source, result: 'removed' }
      : {
          id: source,
          result: 'not blocked',
          problem: 'it is not on the blocklist',
          fix: 'A wider range may hold it: see `blocklist list`',
        },
  );
  return { ...report, notes: [...(report.notes ?? []), '', 'In force everywhere within 2 s.'] };
}
