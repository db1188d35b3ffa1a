import { availableParallelism } from 'node:os';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import { type AppendLog, openAppendLog } from '../state/append-log.ts';
import type { FunctionAnswer } from './function-answer.ts';
import type { AwsAddress } from './function-environment.ts';
import { FunctionFault } from './function-fault.ts';
import { FunctionProcess } from './function-process.ts';

/** Processes of one function: more would rather swap than serve. Further events wait for their turn. */
const PROCESSES_MAX = 20;

interface Waiting {
  readonly event: string;
  readonly resolve: (answer: FunctionAnswer) => void;
  readonly reject: (fault: FunctionFault) => void;
}

/** The execution environments of one function: reused, started on demand, replaced when they end. */
export class FunctionPool {
  readonly plan: FunctionPlan;
  readonly #aws: AwsAddress;
  readonly #log: AppendLog;
  readonly #all = new Set<FunctionProcess>();
  readonly #starting = new Set<FunctionProcess>();
  readonly #finishing = new Set<FunctionProcess>();
  /** Most recently used last: it has the warmest caches. */
  readonly #idle: FunctionProcess[] = [];
  readonly #waiting: Waiting[] = [];
  #settled: ((fault: FunctionFault | undefined) => void)[] = [];
  #emptied: (() => void) | undefined;
  #closed = false;

  constructor(plan: FunctionPlan, aws: AwsAddress, logFile: string) {
    this.plan = plan;
    this.#aws = aws;
    this.#log = openAppendLog(logFile);
  }

  /** Starts the first process; resolves when it is idle, or with the fault that kept it from becoming so. */
  warm(): Promise<FunctionFault | undefined> {
    return new Promise((resolve) => {
      this.#settled.push(resolve);
      this.#startOne();
    });
  }

  /** Rejects with a `FunctionFault` only. */
  invoke(event: string): Promise<FunctionAnswer> {
    return new Promise((resolve, reject) => {
      const { reservedConcurrency } = this.plan;
      if (this.#closed) reject(new FunctionFault('closed', 'ServiceException', 'The run is ending'));
      else if (reservedConcurrency !== undefined && this.#underWay() >= reservedConcurrency)
        reject(new FunctionFault('throttled', 'TooManyRequestsException', 'Reserved concurrency is used up'));
      else {
        this.#waiting.push({ event, resolve, reject });
        this.#dispatch();
      }
    });
  }

  /** Ends every process and resolves when the last one is gone. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new FunctionFault('closed', 'ServiceException', 'The run is ending'));
    if (this.#all.size > 0) {
      const emptied = new Promise<void>((resolve) => {
        this.#emptied = resolve;
      });
      for (const process of this.#all) process.kill();
      await emptied;
    }
    this.#log.close();
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
      process.invoke(next.event).then(next.resolve, next.reject);
    }
    // Starting costs a core for a moment: a burst is served sooner by few starts and the processes that are warm.
    const short = Math.min(this.#waiting.length - this.#finishing.size, availableParallelism());
    while (this.#starting.size < short && this.#all.size < PROCESSES_MAX) this.#startOne();
  }

  #startOne(): void {
    const process = new FunctionProcess({ plan: this.plan, aws: this.#aws, log: this.#log, owner: this });
    this.#all.add(process);
    this.#starting.add(process);
  }

  /** Called by a process. */
  finishing(process: FunctionProcess): void {
    this.#finishing.add(process);
  }

  /** Called by a process. */
  idle(process: FunctionProcess): void {
    if (this.#closed) return;
    this.#finishing.delete(process);
    this.#starting.delete(process);
    this.#idle.push(process);
    this.#reportStart(undefined);
    this.#dispatch();
  }

  /** Called by a process. An event that waited for a process that cannot start fails with the reason. */
  gone(process: FunctionProcess, fault: FunctionFault | undefined): void {
    this.#all.delete(process);
    this.#finishing.delete(process);
    this.#starting.delete(process);
    const at = this.#idle.indexOf(process);
    if (at >= 0) this.#idle.splice(at, 1);
    if (fault !== undefined) {
      this.#reportStart(fault);
      this.#waiting.shift()?.reject(fault);
    }
    if (this.#all.size === 0) this.#emptied?.();
    if (!this.#closed) this.#dispatch();
  }

  #reportStart(fault: FunctionFault | undefined): void {
    for (const report of this.#settled) report(fault);
    this.#settled = [];
  }
}
