import { join } from 'node:path';
import { LocalRunError } from '../local-run-error.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { FunctionAnswer } from './function-answer.ts';
import type { AwsAddress } from './function-environment.ts';
import { FunctionPool } from './function-pool.ts';

/** All functions of the stack, by ARN. */
export class Functions {
  readonly #pools: ReadonlyMap<string, FunctionPool>;

  constructor(plans: readonly FunctionPlan[], aws: AwsAddress, logs: string) {
    this.#pools = new Map(
      plans.map((plan) => [plan.arn, new FunctionPool(plan, aws, join(logs, `${plan.logicalId}.log`))]),
    );
  }

  /** Starts one process of each function, so that the first request meets a warm one. `notice` hears of failures. */
  async warm(notice: (line: string) => void): Promise<void> {
    const starts = [...this.#pools.values()].map(async (pool) => {
      const fault = await pool.warm();
      if (fault !== undefined)
        notice(`${pool.plan.logicalId} does not start: ${fault.errorType}. See its log.`);
    });
    await Promise.all(starts);
  }

  /** Invokes with a JSON document. Rejects with a `FunctionFault`. */
  invoke(arn: string, event: string): Promise<FunctionAnswer> {
    const pool = this.#pools.get(arn);
    if (pool === undefined) throw new LocalRunError(`No function of this stack has the ARN ${arn}.`);
    return pool.invoke(event);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }
}
