import { resetHoneytoken } from '../../lambda/flows/reset-honeytoken.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** Notes that the uses of decoys so far are dealt with, and reports each. */
export async function honeytokensReset(
  ports: HoneytokenPorts,
  ids: readonly string[],
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const deps = { ...ports, auditRetentionDays: ports.outputs.auditRetentionDays };
  return eachKey(ids, async (id) => {
    const uses = await resetHoneytoken(deps, id);
    return { id, result: `reset: ${uses} ${uses === 1 ? 'use' : 'uses'} dealt with` };
  });
}
