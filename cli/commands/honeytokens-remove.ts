import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { removeHoneytoken } from '../../lambda/flows/remove-honeytoken.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import type { Host } from '../host.ts';
import { reasonOf } from '../key-reason.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface RemoveOptions {
  readonly ids: readonly string[];
  readonly reason?: string;
  /** Ask first. */
  readonly ask: boolean;
}

/** Takes decoys away and reports each; from then on their keys are ordinary revoked ones. */
export async function honeytokensRemove(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: HoneytokenPorts,
  options: RemoveOptions,
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const reason = reasonOf(options.reason);
  if (reason === undefined || reason === '')
    throw new UsageError(['--reason is missing; say why nobody needs to watch the place any more']);
  const ids = [...new Set(options.ids)];
  if (options.ask && !(await host.confirm(`Take ${ids.join(', ')} away? Uses will trip nothing any more.`)))
    throw new OperatorFault('input.refused', 'nothing was taken away', 'answer y, or pass --yes');
  host.complain(['Taking away, and waiting 5 s until no part of the gateway remembers the decoy …']);
  return eachKey(ids, async (id) => ({
    id,
    result: (await removeHoneytoken(ports, id, reason)) ? 'removed' : 'already removed',
  }));
}
