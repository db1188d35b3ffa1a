import { OperatorFault } from '../domain/operator-fault.ts';
import { type ActionState, operatorItem } from '../domain/operator-item.ts';
import type { ActionLog, ActionStore, Random } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface ActionLogDeps {
  readonly store: ActionStore;
  readonly operator: string;
  readonly random: Random;
  readonly now: Clock;
  readonly auditRetentionDays: number;
}

/**
 * Records what an operator does: `begun` before anything is changed, `done` or `failed` after. Nothing is done that cannot
 * be recorded. A record of the end that cannot be written does not undo what was done: one that only began is the evidence.
 */
export const actionLog = (deps: ActionLogDeps): ActionLog => ({
  async during(facts, act) {
    const callId = Buffer.from(deps.random(12)).toString('hex');
    const record = (
      phase: 'begun' | 'done' | 'failed',
      more: { after?: ActionState; problem?: string } = {},
    ) => {
      const item = { ...facts, ...more, operator: deps.operator, callId, phase };
      return deps.store.append(operatorItem(item, deps.now(), deps.auditRetentionDays));
    };
    await record('begun');
    const acted = await act().catch(async (error: unknown) => {
      const problem = error instanceof OperatorFault ? error.code : 'unexpected';
      await record('failed', { problem }).catch(() => undefined);
      throw error;
    });
    await record('done', { after: acted.after }).catch(() => undefined);
    return acted.result;
  },
});
