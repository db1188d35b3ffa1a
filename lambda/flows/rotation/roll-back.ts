import { Fault } from '../../domain/fault.ts';
import { nextRollbackAction } from '../../domain/rotation/next-rollback-action.ts';
import { versionAt } from '../../domain/rotation/rotation-facts.ts';
import { rotationFault } from '../../domain/rotation/rotation-fault.ts';
import { announceRotation } from './announce-rotation.ts';
import { gatherFacts } from './gather-facts.ts';
import { performActions } from './perform-actions.ts';
import type { RotationDeps } from './rotation-deps.ts';

/**
 * Puts the previous key back, if the provider still can, and gives its version's id; what is current until then keeps serving, and
 * is retired after its grace. With `to` only that version is put back: where it serves already, nothing is done.
 */
export async function rollBack(deps: RotationDeps, until: Date, to?: string): Promise<string> {
  const target = to ?? versionAt(await gatherFacts(deps), 'AWSPREVIOUS')?.id;
  if (target === undefined) throw new Fault('rotation.too_late');
  try {
    await performActions(deps, until, (facts, hand) => nextRollbackAction(target, facts, hand));
    await announceRotation(deps, { versionId: target });
    return target;
  } catch (error) {
    const fault = rotationFault(error);
    await announceRotation(deps, { versionId: target, step: 'rollback', code: fault.code });
    throw fault;
  }
}
