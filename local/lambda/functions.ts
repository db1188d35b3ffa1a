import { rmSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LocalRunError } from '../local-run-error.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { Clock } from '../time/clock.ts';
import type { ConcurrencyStore } from './concurrency-store.ts';
import { CoreWatch } from './core-watch.ts';
import { timeoutFault } from './exit-fault.ts';
import type { FunctionAnswer } from './function-answer.ts';
import type { AwsAddress } from './function-environment.ts';
import type { LogListener } from './function-log.ts';
import { FunctionPool } from './function-pool.ts';
import { INIT_LIMIT_MS } from './function-process.ts';
import type { InvocationListener } from './invocation-listener.ts';
import type { InvokeExtras } from './invoke-extras.ts';
import { StartPermits } from './start-permits.ts';

export interface FunctionsSettings {
  readonly plans: readonly FunctionPlan[];
  /** Asked whenever a process starts. */
  readonly aws: () => AwsAddress;
  /** Folder of the functions' logs. */
  readonly logs: string;
  /** Folder for temporary folders; emptied at the start. */
  readonly scratch: string;
  readonly clock: Clock;
  readonly concurrency: ConcurrencyStore;
  /** @default nobody listens */
  readonly onLog?: LogListener;
  /** @default nobody listens */
  readonly onInvoked?: InvocationListener;
}

/** All functions of the stack, by ARN. */
export class Functions {
  readonly #pools: ReadonlyMap<string, FunctionPool>;

  constructor(settings: FunctionsSettings) {
    const { plans, aws, logs, scratch, clock, concurrency } = settings;
    const { onLog = () => undefined, onInvoked = () => undefined } = settings;
    rmSync(scratch, { recursive: true, force: true });
    const shared = { permits: new StartPermits(), cores: new CoreWatch() };
    this.#pools = new Map(
      plans.map((plan) => [
        plan.arn,
        new FunctionPool({
          plan,
          aws,
          // What a role may not write is dropped, as in AWS.
          logFile: plan.lacksForLogs === undefined ? join(logs, `${plan.logicalId}.log`) : devNull,
          scratch,
          clock,
          ...shared,
          reservedConcurrency: () => concurrency.reserved(plan),
          onLog: plan.lacksForLogs === undefined ? onLog : () => undefined,
          onInvoked,
        }),
      ]),
    );
  }

  /**
   * Starts one process of each of these functions, so that the first request meets a warm one. `notice` hears of failures. A
   * function that takes longer than AWS's limit of INIT is not waited for.
   */
  async warm(arns: ReadonlySet<string>, notice: (line: string) => void): Promise<void> {
    const pools = [...this.#pools.values()].filter(({ plan }) => arns.has(plan.arn));
    const starts = pools.map(async (pool) => {
      const slow = setTimeout(INIT_LIMIT_MS, timeoutFault('init', undefined, INIT_LIMIT_MS), { ref: false });
      const fault = await Promise.race([pool.warm(), slow]);
      if (fault !== undefined)
        notice(`${pool.plan.logicalId} does not start: ${fault.errorType}. See its log.`);
    });
    await Promise.all(starts);
  }

  /** Invokes with a JSON document. Rejects with a `FunctionFault`. */
  invoke(arn: string, event: string, extras?: InvokeExtras): Promise<FunctionAnswer> {
    return this.#pool(arn).invoke(event, extras);
  }

  /** A line about the function in its own log. */
  note(arn: string, line: string): void {
    this.#pool(arn).log.line(line);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  #pool(arn: string): FunctionPool {
    const pool = this.#pools.get(arn);
    if (pool === undefined) throw new LocalRunError(`No function of this stack has the ARN ${arn}.`);
    return pool;
  }
}
