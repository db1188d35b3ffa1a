import type { FunctionAnswer } from './function-answer.ts';
import { type FunctionFault, throttledFault } from './function-fault.ts';
import type { InvokeExtras } from './invoke-extras.ts';

/** How long an event waits for a process. */
export interface Patience {
  /** While no process becomes free. */
  readonly stuckMs: number;
  /** In any case. */
  readonly waitMs: number;
}

/** An event and who wants its answer. */
export interface Waiting {
  readonly event: string;
  readonly extras: InvokeExtras | undefined;
  readonly resolve: (answer: FunctionAnswer) => void;
  readonly reject: (fault: FunctionFault) => void;
}

const WAITING_MAX = 1_000;
/** Looks in the shorter of the two times: an event is throttled at most a quarter late. */
const LOOKS = 4;

/**
 * Events that wait for a process, first come, first served. They wait as long as the line moves: where every process is held,
 * they are throttled, as Lambda throttles at once.
 */
export class WaitingLine {
  readonly #patience: Patience;
  /** Whether a process is on its way: a turn to come. */
  readonly #turnComes: () => boolean;
  readonly #throttling: () => void;
  readonly #line: (Waiting & { readonly since: number })[] = [];
  #movedAt = 0;
  #looking: NodeJS.Timeout | undefined;

  constructor(patience: Patience, turnComes: () => boolean, throttling: () => void) {
    this.#throttling = throttling;
    this.#patience = patience;
    this.#turnComes = turnComes;
  }

  get length(): number {
    return this.#line.length;
  }

  /** How long the first one has waited. */
  get waitedMs(): number {
    return this.#line[0] === undefined ? 0 : performance.now() - this.#line[0].since;
  }

  /** How long nobody has had a turn while the first one waited. */
  get heldMs(): number {
    const first = this.#line[0];
    return first === undefined ? 0 : performance.now() - Math.max(first.since, this.#movedAt);
  }

  push(waiting: Waiting): void {
    if (this.#line.length >= WAITING_MAX) {
      this.#refuse(waiting);
      return;
    }
    this.#line.push({ ...waiting, since: performance.now() });
    const { stuckMs, waitMs } = this.#patience;
    this.#looking ??= setInterval(() => this.#look(), Math.min(stuckMs, waitMs) / LOOKS);
  }

  shift(): Waiting | undefined {
    this.#movedAt = performance.now();
    const first = this.#line.shift();
    if (this.#line.length === 0) this.#rest();
    return first;
  }

  /** Sends everybody home. */
  close(fault: FunctionFault): void {
    this.#rest();
    for (const { reject } of this.#line.splice(0)) reject(fault);
  }

  #look(): void {
    const now = performance.now();
    const { stuckMs, waitMs } = this.#patience;
    const stuck = !this.#turnComes() && now - this.#movedAt > stuckMs;
    while (this.#line[0] !== undefined) {
      const waitedMs = now - this.#line[0].since;
      if (waitedMs <= waitMs && !(stuck && waitedMs > stuckMs)) return;
      this.#refuse(this.#line.shift());
    }
    this.#rest();
  }

  #refuse(waiting: Waiting | undefined): void {
    this.#throttling();
    waiting?.reject(throttledFault());
  }

  #rest(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}
