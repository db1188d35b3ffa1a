import { randomUUID } from 'node:crypto';

/** Long-running operations (https://google.aip.dev/151): each is done after so many further calls. */
export class Operations {
  readonly #projectNumber: string;
  readonly #calls: number;
  readonly #pending = new Map<string, { left: number; finish: () => object }>();

  constructor(projectNumber: string, calls: number) {
    this.#projectNumber = projectNumber;
    this.#calls = calls;
  }

  /** Begins one; `finish` does its work and gives its outcome, `response` or `error`. */
  begin(finish: () => object): object {
    const name = `operations/akmf.p7-${this.#projectNumber}-${randomUUID()}`;
    this.#pending.set(name, { left: this.#calls, finish });
    return this.#look(name);
  }

  poll(name: string): object | undefined {
    return this.#pending.has(name) ? this.#look(name) : undefined;
  }

  /** One call to the provider later: work goes on, whether or not anybody asks for it. */
  step(): void {
    for (const [name, operation] of this.#pending) {
      operation.left -= 1;
      this.#look(name);
    }
  }

  /** Ends everything that was begun. */
  settle(): void {
    for (const operation of this.#pending.values()) operation.left = 0;
    this.step();
  }

  #look(name: string): object {
    const operation = this.#pending.get(name);
    if (operation === undefined || operation.left > 0) return { name };
    const outcome = operation.finish();
    operation.finish = () => outcome;
    return { name, done: true, ...outcome };
  }
}
