import type { Pulse } from '../flows/ports.ts';

/** A pulse of the process's own clock. A timer that is late does not shift the beats after it. */
export class TimerPulse implements Pulse {
  readonly #timer: NodeJS.Timeout;
  #wake: () => void = () => undefined;

  constructor(everyMs: number) {
    this.#timer = setInterval(() => this.#wake(), everyMs);
  }

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
