import { inspect } from 'node:util';

/** A value that must not be printed: every way of printing it yields its label instead. */
export class Secret {
  readonly #value: string;
  readonly #label: string;

  constructor(value: string, label: string) {
    this.#value = value;
    this.#label = label;
  }

  /** The single place plaintext leaves the box; a test counts the callers. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `[secret ${this.#label}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
