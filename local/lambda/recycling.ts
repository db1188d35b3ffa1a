import type { Clock } from '../time/clock.ts';
import type { FunctionProcess } from './function-process.ts';

/** Lambda keeps an unused environment "for some time" and says no more; this is within what is commonly seen. */
const IDLE_MS = 10 * 60_000;
/** "Every few hours", https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib. */
const LIFE_MS = { min: 2 * 3_600_000, max: 4 * 3_600_000 };

/** Ends processes that have not been used for a while, and such as have lived long enough, by the run's clock. */
export class Recycling {
  readonly #clock: Clock;
  readonly #retire: (process: FunctionProcess) => void;
  /** When each idle process is to end. */
  readonly #ends = new Map<FunctionProcess, number>();
  /** Processes that began together do not end together: under load all of them would load again at the same moment. */
  readonly #lives = new WeakMap<FunctionProcess, number>();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, retire: (process: FunctionProcess) => void) {
    this.#clock = clock;
    this.#retire = retire;
  }

  idle(process: FunctionProcess): void {
    const end = Math.min(this.#clock.now() + IDLE_MS, process.bornAt + this.#lifeMs(process));
    if (end <= this.#clock.now()) {
      this.#retire(process);
      return;
    }
    this.#ends.set(process, end);
    this.#watch();
  }

  busy(process: FunctionProcess): void {
    this.#ends.delete(process);
  }

  stop(): void {
    this.#cancel?.();
    this.#ends.clear();
  }

  #lifeMs(process: FunctionProcess): number {
    const lifeMs = this.#lives.get(process) ?? LIFE_MS.min + Math.random() * (LIFE_MS.max - LIFE_MS.min);
    this.#lives.set(process, lifeMs);
    return lifeMs;
  }

  /** One entry in the clock however many requests there are: it looks again when the first end comes. */
  #watch(): void {
    if (this.#cancel !== undefined || this.#ends.size === 0) return;
    this.#cancel = this.#clock.at(Math.min(...this.#ends.values()), () => {
      this.#cancel = undefined;
      for (const [process, end] of this.#ends) if (end <= this.#clock.now()) this.#retire(process);
      this.#watch();
    });
  }
}
