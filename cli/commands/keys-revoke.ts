import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type RefuseHoneytokenDeps, refuseHoneytoken } from '../../lambda/flows/refuse-honeytoken.ts';
import { type RevokeKeyDeps, revokeKey } from '../../lambda/flows/revoke-key.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import type { Host } from '../host.ts';
import { reasonOf } from '../key-reason.ts';
import type { Report } from '../report.ts';

export interface RevokeOptions {
  readonly ids: readonly string[];
  readonly reason?: string;
  /** Ask first. */
  readonly ask: boolean;
}

/** Revokes keys and reports each once it is refused everywhere; one that fails does not stop the others. */
export async function keysRevoke(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: RevokeKeyDeps & RefuseHoneytokenDeps,
  options: RevokeOptions,
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const reason = reasonOf(options.reason);
  const ids = [...new Set(options.ids)];
  if (options.ask && !(await host.confirm(`Revoke ${ids.join(', ')} for good?`)))
    throw new OperatorFault('input.refused', 'nothing was revoked', 'answer y, or pass --yes');
  host.complain(['Revoking, and waiting 5 s until no part of the gateway remembers a key any more …']);
  return eachKey(ids, (id) => revoked(ports, id, reason));
}

/** `incomplete`: the key is dead, but not everything about it could be tidied up or told. */
async function revoked(
  ports: RevokeKeyDeps & RefuseHoneytokenDeps,
  id: string,
  reason: string | undefined,
): Promise<KeyResult> {
  await refuseHoneytoken(ports, id);
  const { changed, leftover, unheard } = await revokeKey(ports, id, reason);
  if (leftover !== undefined) {
    const fix = `The key is dead; revoke it again to tidy up: ${leftover.fix}`;
    return { id, result: 'incomplete', problem: leftover.message, fix };
  }
  if (unheard === true)
    return {
      id,
      result: 'incomplete',
      problem: 'the event could not be put on the bus',
      fix: 'The key is dead; tell whoever listens for key.revoked',
    };
  return { id, result: changed ? 'revoked' : 'already revoked' };
}
