import { availableParallelism } from 'node:os';

/** A start that takes longer waits for something; it takes no core from the others. */
const HOLDS_MS = 1_000;

/**
 * How many processes may be loading at once, of all functions together. Each takes a core for about a third of a second: more at
 * once would only make each of them, and what is being served meanwhile, as much slower.
 */
export class StartPermits {
  #free = Math.max(2, availableParallelism());
  #lastMs = 0;
  readonly #wanted: (() => void)[] = [];

  /** How long the last one loaded, in milliseconds, as far as it was waited for. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Calls `begin` as soon as there is room, with what gives the room back; giving it back twice does nothing. */
  ask(begin: (done: () => void) => void): void {
    const go = (): void => {
      this.#free -= 1;
      const from = performance.now();
      let held = true;
      const done = (): void => {
        if (!held) return;
        held = false;
        this.#lastMs = performance.now() - from;
        clearTimeout(timer);
        this.#free += 1;
        this.#wanted.shift()?.();
      };
      const timer = setTimeout(done, HOLDS_MS);
      timer.unref();
      begin(done);
    };
    if (this.#free > 0) go();
    else this.#wanted.push(go);
  }
}
