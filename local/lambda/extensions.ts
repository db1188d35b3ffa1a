import { randomUUID } from 'node:crypto';

/** What an extension is told when the function is given an event. */
export interface ExtensionEvent {
  readonly eventType: 'INVOKE';
  readonly deadlineMs: number;
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly tracing: { readonly type: string; readonly value: string };
}

interface Extension {
  readonly name: string;
  readonly hearsInvoke: boolean;
  /** Present while the extension waits for an event. */
  give: ((event: ExtensionEvent) => void) | undefined;
}

/**
 * The internal extensions of one process: code inside the function that may go on after the answer. An environment is ready for
 * the next event when the runtime and every extension have asked for it
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html).
 */
export class Extensions {
  readonly #all = new Map<string, Extension>();

  get size(): number {
    return this.#all.size;
  }

  /** Gives back the identifier that the extension must show. Only one extension has a name. */
  register(name: string, events: readonly string[]): string | undefined {
    if ([...this.#all.values()].some((known) => known.name === name)) return undefined;
    const id = randomUUID();
    this.#all.set(id, { name, hearsInvoke: events.includes('INVOKE'), give: undefined });
    return id;
  }

  knows(id: string): boolean {
    return this.#all.has(id);
  }

  /** The extension asks for its next event. */
  next(id: string, give: (event: ExtensionEvent) => void): void {
    const extension = this.#all.get(id);
    if (extension !== undefined) extension.give = give;
  }

  ready(): boolean {
    return [...this.#all.values()].every((extension) => extension.give !== undefined);
  }

  invoke(event: ExtensionEvent): void {
    for (const extension of this.#all.values()) {
      if (!extension.hearsInvoke) continue;
      extension.give?.(event);
      extension.give = undefined;
    }
  }
}
