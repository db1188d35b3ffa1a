import type { AnswerSink } from '../../lambda/flows/ports.ts';

/** The client's side, in memory. `leave()` is the client going away. */
export class FakeSink implements AnswerSink {
  readonly #gone = new AbortController();
  readonly chunks: Buffer[] = [];
  status: number | undefined;
  headers: readonly (readonly [string, string])[] = [];
  ended = false;

  get left(): AbortSignal {
    return this.#gone.signal;
  }

  get started(): boolean {
    return this.status !== undefined;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }

  start(status: number, headers: readonly (readonly [string, string])[]): void {
    this.status = status;
    this.headers = headers;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#gone.signal.throwIfAborted();
    this.chunks.push(chunk);
  }

  async end(): Promise<void> {
    this.ended = true;
  }

  leave(): void {
    this.#gone.abort();
  }
}
