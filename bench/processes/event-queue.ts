/** Hands an event to a runtime; resolves nothing, the runtime asks for the next one when it is done. */
export type Give = (event: string, headers: Readonly<Record<string, string>>) => void;

const PATIENCE_MS = 10_000;

/** Between one runtime that asks for events and a bench that has one at a time. */
export class EventQueue {
  #give: Give | undefined;
  #failed = false;
  #asked: (() => void) | undefined;

  /** The runtime asks for an event, so it is done with the one before. */
  ask(give: Give): void {
    this.#give = give;
    this.#asked?.();
  }

  /** The runtime reported an error instead of an answer. */
  fail(): void {
    this.#failed = true;
    this.#asked?.();
  }

  /** Resolves when the runtime is done with the event. Rejects on its error, or after `PATIENCE_MS`. */
  async invoke(event: string, headers: Readonly<Record<string, string>>): Promise<void> {
    await this.#idle();
    const give = this.#give;
    this.#give = undefined;
    give?.(event, headers);
    await this.#idle();
  }

  async #idle(): Promise<void> {
    if (this.#give === undefined && !this.#failed) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('the runtime did not ask again')), PATIENCE_MS);
        this.#asked = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#asked = undefined;
    if (this.#failed) throw new Error('the function failed under the runtime client');
  }
}
