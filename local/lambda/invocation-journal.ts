import type { FunctionPlan } from '../plan/plan-functions.ts';
import type { FunctionFault } from './function-fault.ts';
import type { LogStream } from './function-log.ts';
import type { InvocationListener } from './invocation-listener.ts';
import type { InvocationReport } from './invoke-extras.ts';

export interface JournalSettings {
  readonly plan: FunctionPlan;
  readonly log: LogStream;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly onInvoked: InvocationListener;
}

interface Entry {
  readonly requestId: string;
  /** Unix milliseconds, and the machine's own for the duration. */
  readonly at: number;
  readonly startedAt: number;
  readonly ended: ((report: InvocationReport) => void) | undefined;
  outcome: 'success' | 'error';
}

/** Lambda's own lines around each invocation, https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html. */
export class InvocationJournal {
  readonly #settings: JournalSettings;
  readonly #log: LogStream;
  readonly #bornAt = performance.now();
  #initMs: number | undefined;
  #entry: Entry | undefined;
  #first = true;

  constructor(settings: JournalSettings) {
    this.#settings = settings;
    this.#log = settings.log;
  }

  begin(requestId: string, ended: ((report: InvocationReport) => void) | undefined): void {
    this.#log.beginTail();
    const at = this.#settings.now();
    this.#entry = { requestId, at, startedAt: performance.now(), ended, outcome: 'success' };
    this.#log.line(`START RequestId: ${requestId} Version: $LATEST`);
  }

  /** There is no answer, whatever else happens in the invocation. */
  failed(): void {
    if (this.#entry !== undefined) this.#entry.outcome = 'error';
  }

  /** The end of INIT, of an invocation, or of the process. `fault` is what ended the process. */
  end(maxMemoryMb: number, fault?: FunctionFault): void {
    this.#initMs ??= performance.now() - this.#bornAt;
    const entry = this.#entry;
    if (entry === undefined) return;
    this.#entry = undefined;
    const { requestId, at } = entry;
    const outcome = fault === undefined ? entry.outcome : 'error';
    const { plan, onInvoked } = this.#settings;
    const ms = performance.now() - entry.startedAt;
    if (fault !== undefined) this.#log.line(`${fault.message}\n${fault.errorType}`);
    const figures = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${ms.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(ms)} ms`,
      `Memory Size: ${plan.memoryMb} MB`,
      `Max Memory Used: ${maxMemoryMb} MB`,
      ...(this.#first ? [`Init Duration: ${this.#initMs.toFixed(2)} ms`] : []),
    ];
    this.#first = false;
    this.#log.line(`END RequestId: ${requestId}`);
    this.#log.line(figures.join('\t'));
    onInvoked({ functionArn: plan.arn, startedAt: at, durationMs: ms, outcome });
    entry.ended?.({ tail: this.#log.tail() });
  }
}
