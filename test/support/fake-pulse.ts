import type { Pulse } from '../../lambda/flows/ports.ts';

/** Beats when told to; `startPulse` of a set-up counts on `running` being 0 in the end. */
export class FakePulse implements Pulse {
  running = 1;
  #waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  beat(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  stop(): void {
    this.running -= 1;
  }
}

/** A pulse so fast that nobody waits for it. */
export const rapidPulse = (): Pulse => ({ next: () => Promise.resolve(), stop: () => undefined });
