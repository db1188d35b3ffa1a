/**
 * A clock that stands still until it is moved. It replaces the global `Date`, because the deployed bundles take their time
 * from there and are not changed for the bench. Timers still run by the real clock.
 */
export class MovedClock {
  #at = Date.now();

  /** From here on everything in this process reads this clock. */
  install(): void {
    const now = () => this.#at;
    const Moved = new Proxy(Date, {
      construct: (target, args, self) =>
        Reflect.construct(target, args.length === 0 ? [now()] : args, self) as object,
      get: (target, name, self) => (name === 'now' ? now : (Reflect.get(target, name, self) as unknown)),
    });
    Object.assign(globalThis, { Date: Moved });
  }

  advance(ms: number): void {
    this.#at += ms;
  }
}
