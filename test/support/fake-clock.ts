/** A clock that moves only when told to. */
export class FakeClock {
  #ms = Date.parse('2026-11-23T17:00:00.000Z');

  readonly now = (): Date => new Date(this.#ms);

  advance(ms: number): void {
    this.#ms += ms;
  }
}
