/** Hears what is written to a log group. */
export interface LogLine {
  readonly logGroup: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly message: string;
}

type Listener = (line: LogLine) => void;

/** Everything that reaches a log group of the run passes here. A listener must not throw. */
export class LogLines {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** A property, so that it can be handed on by itself. */
  readonly write = (line: LogLine): void => {
    for (const listener of this.#listeners) listener(line);
  };
}
