import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { AnswerSink } from '../flows/ports.ts';

/** What API Gateway expects before the body of a streamed answer. */
export interface ResponseMetadata {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

/** Lambda's own way to write the metadata in front of a stream's first byte. */
export type Begin = (stream: Writable, metadata: ResponseMetadata) => Writable;

/** Writes an answer to Lambda's response stream. */
export class StreamSink implements AnswerSink {
  readonly #begin: Begin;
  readonly #gone = new AbortController();
  #stream: Writable;
  #started = false;
  #ended = false;

  constructor(stream: Writable, begin: Begin) {
    this.#stream = stream;
    this.#begin = begin;
    // Whoever takes the answer gave up if it replies, errs or closes before the answer has ended.
    for (const event of ['response', 'error', 'close']) {
      stream.on(event, () => {
        if (!this.#ended) this.#gone.abort();
      });
    }
  }

  get left(): AbortSignal {
    return this.#gone.signal;
  }

  get started(): boolean {
    return this.#started;
  }

  start(statusCode: number, pairs: readonly (readonly [string, string])[]): void {
    this.#started = true;
    const headers: Record<string, string> = {};
    const multiValueHeaders: Record<string, readonly string[]> = {};
    for (const [name] of pairs) {
      const values = pairs.filter(([other]) => other === name).map(([, value]) => value);
      if (values.length > 1) multiValueHeaders[name] = values;
      else headers[name] = values.join('');
    }
    this.#stream = this.#begin(this.#stream, { statusCode, headers, multiValueHeaders });
    this.#stream.write(''); // the metadata leaves with the first write, even of nothing
  }

  async write(chunk: Buffer): Promise<void> {
    this.#gone.signal.throwIfAborted();
    if (!this.#stream.write(chunk)) await once(this.#stream, 'drain', { signal: this.#gone.signal });
  }

  async end(): Promise<void> {
    this.#ended = true;
    if (this.#stream.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.end(resolve);
    });
  }
}
