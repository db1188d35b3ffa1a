import { join } from 'node:path';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { Clock } from '../time/clock.ts';
import type { CoreWatch } from './core-watch.ts';
import type { FunctionAnswer } from './function-answer.ts';
import type { AwsAddress } from './function-environment.ts';
import { closedFault, type FunctionFault, throttledFault } from './function-fault.ts';
import { FunctionLog, type LogListener } from './function-log.ts';
import { FunctionProcess } from './function-process.ts';
import { Growth } from './growth.ts';
import type { InvocationListener } from './invocation-listener.ts';
import type { InvokeExtras } from './invoke-extras.ts';
import { Recycling } from './recycling.ts';
import type { StartPermits } from './start-permits.ts';
import { type Patience, WaitingLine } from './waiting-line.ts';

/** Processes of one function: more would rather swap than serve. Further events wait for their turn, but not for ever. */
const PROCESSES_MAX = 20;
const PATIENCE: Patience = { stuckMs: 2_000, waitMs: 10_000 };

export interface PoolSettings {
  readonly plan: FunctionPlan;
  readonly aws: () => AwsAddress;
  readonly logFile: string;
  /** Folder for the temporary folders of the processes. */
  readonly scratch: string;
  readonly clock: Clock;
  /** Shared by all functions of the run. */
  readonly permits: StartPermits;
  readonly cores: CoreWatch;
  /** Asked at every event: it can be changed while the function runs. */
  readonly reservedConcurrency: () => number | undefined;
  readonly onLog: LogListener;
  readonly onInvoked: InvocationListener;
  /** How long an event waits for a process. @default 2 s while none becomes free, 10 s in any case */
  readonly patience?: Patience;
}

/** The execution environments of one function: reused, started on demand, replaced when they end. */
export class FunctionPool {
  readonly plan: FunctionPlan;
  readonly log: FunctionLog;
  readonly #settings: PoolSettings;
  readonly #recycling: Recycling;
  readonly #all = new Set<FunctionProcess>();
  /** With what tells that they are loaded. */
  readonly #starting = new Map<FunctionProcess, () => void>();
  readonly #finishing = new Set<FunctionProcess>();
  /** Most recently used last: it has the warmest caches. */
  readonly #idle: FunctionProcess[] = [];
  readonly #waiting: WaitingLine;
  readonly #growth: Growth;
  #started = 0;
  #settled: ((fault: FunctionFault | undefined) => void)[] = [];
  #emptied: (() => void) | undefined;
  #closed = false;

  constructor(settings: PoolSettings) {
    const { plan, clock, logFile, onLog } = settings;
    this.plan = plan;
    this.#settings = settings;
    this.#waiting = new WaitingLine(
      settings.patience ?? PATIENCE,
      () => this.#starting.size > 0 || this.#growth.asked,
      () => this.#tell('throttled'),
    );
    this.#growth = new Growth({
      line: this.#waiting,
      ...{ permits: settings.permits, cores: settings.cores },
      room: () => PROCESSES_MAX - this.#all.size,
      coming: () => this.#starting.size + this.#finishing.size,
      cold: () => this.#all.size === 0,
      computing: () => [...this.#all].some((process) => !this.#starting.has(process) && process.computing),
      start: (loaded) => this.#startOne(loaded),
    });
    this.log = new FunctionLog(logFile, plan.logGroup, clock.now, onLog);
    this.#recycling = new Recycling(clock, (process) => this.#retire(process));
  }

  /** Starts the first process; resolves when it is idle, or with the fault that kept it from becoming so. */
  warm(): Promise<FunctionFault | undefined> {
    return new Promise((resolve) => {
      this.#settled.push(resolve);
      this.#growth.grow();
    });
  }

  /** Rejects with a `FunctionFault` only. */
  invoke(event: string, extras?: InvokeExtras): Promise<FunctionAnswer> {
    return new Promise((resolve, reject) => {
      const reserved = this.#settings.reservedConcurrency();
      if (this.#closed) reject(closedFault());
      else if (reserved !== undefined && this.#underWay() >= reserved) {
        this.#tell('throttled');
        reject(throttledFault());
      } else {
        this.#waiting.push({ event, extras, resolve, reject });
        this.#dispatch();
      }
    });
  }

  /** Ends every process and resolves when the last one is gone. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#recycling.stop();
    this.#growth.close();
    this.#waiting.close(closedFault());
    if (this.#all.size > 0) {
      const emptied = new Promise<void>((resolve) => {
        this.#emptied = resolve;
      });
      for (const process of this.#all) process.kill();
      await emptied;
    }
    this.log.close();
  }

  #underWay(): number {
    const free = this.#idle.length + this.#starting.size + this.#finishing.size;
    return this.#waiting.length + this.#all.size - free;
  }

  #dispatch(): void {
    for (;;) {
      if (this.#waiting.length === 0) return;
      const process = this.#idle.pop();
      if (process === undefined) break;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#recycling.busy(process);
      process.invoke(next.event, next.extras).then(next.resolve, next.reject);
    }
    this.#growth.look();
  }

  #startOne(loaded: () => void): void {
    const { plan, aws, scratch, clock } = this.#settings;
    const process = new FunctionProcess({
      plan,
      aws: aws(),
      log: this.log,
      scratch: join(scratch, `${plan.logicalId}-${++this.#started}`),
      now: clock.now,
      owner: this,
      onInvoked: this.#settings.onInvoked,
    });
    this.#all.add(process);
    this.#starting.set(process, loaded);
  }

  /** Called by a process. */
  finishing(process: FunctionProcess): void {
    this.#finishing.add(process);
  }

  /** Called by a process. */
  idle(process: FunctionProcess): void {
    if (this.#closed) return;
    this.#finishing.delete(process);
    this.#loaded(process);
    this.#idle.push(process);
    this.#reportStart(undefined);
    this.#recycling.idle(process);
    this.#dispatch();
  }

  /** Called by a process. An event that waited for a process that cannot start fails with the reason. */
  gone(process: FunctionProcess, fault: FunctionFault | undefined): void {
    this.#forget(process);
    this.#all.delete(process);
    if (fault !== undefined) {
      this.#reportStart(fault);
      const failed = this.#waiting.shift();
      if (failed !== undefined) this.#tell('error');
      failed?.reject(fault);
    }
    if (this.#all.size === 0) this.#emptied?.();
    if (!this.#closed) this.#dispatch();
  }

  /** A process on its way out takes no event any more. */
  #retire(process: FunctionProcess): void {
    this.#forget(process);
    this.#finishing.add(process);
    process.retire();
  }

  #forget(process: FunctionProcess): void {
    this.#recycling.busy(process);
    this.#finishing.delete(process);
    this.#loaded(process);
    const at = this.#idle.indexOf(process);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #loaded(process: FunctionProcess): void {
    this.#starting.get(process)?.();
    this.#starting.delete(process);
  }

  /** Of an event that no process had. */
  #tell(outcome: 'throttled' | 'error'): void {
    const { plan, clock, onInvoked } = this.#settings;
    onInvoked({ functionArn: plan.arn, startedAt: clock.now(), durationMs: 0, outcome });
  }

  #reportStart(fault: FunctionFault | undefined): void {
    for (const report of this.#settled) report(fault);
    this.#settled = [];
  }
}
