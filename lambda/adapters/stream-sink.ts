import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { AnswerSink } from '../flows/ports.ts';

/** What API Gateway expects before the body of a streamed answer. */
export interface ResponseMetadata {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

/** Lambda's two ways to begin a streamed answer. */
export interface LambdaWire<S extends Writable> {
  /** Lambda's own way to write the metadata in front of a stream's first byte. */
  readonly begin: (stream: S, metadata: ResponseMetadata) => Writable;
  /** Announces an answer whose metadata is not known yet: only over an open answer can a caller be seen to leave. */
  readonly open: (stream: S) => void;
}

type Pairs = readonly (readonly [string, string])[];

export interface SinkTimes {
  /** An answer that is not begun by then is announced. Most are, and pay nothing. */
  readonly openAfterMs: number;
  /** A client that takes nothing for so long has left. */
  readonly stallMs: number;
}

/** What separates metadata and body (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html). */
const DELIMITER = Buffer.alloc(8);
/** For a client that has left to take the rest: Lambda's runtime client wants its stream finished. */
const LEFT_GRACE_MS = 1_000;

/** Writes an answer to Lambda's response stream. */
export class StreamSink<S extends Writable> implements AnswerSink {
  readonly #inner: S;
  readonly #wire: LambdaWire<S>;
  readonly #stallMs: number;
  /** Headers of every answer. */
  readonly #always: Pairs;
  readonly #opening: NodeJS.Timeout;
  readonly #gone = new AbortController();
  #stream: Writable;
  #opened = false;
  #started = false;
  #ended = false;

  constructor(stream: S, wire: LambdaWire<S>, times: SinkTimes, always: Pairs = []) {
    this.#always = always;
    this.#inner = stream;
    this.#stream = stream;
    this.#wire = wire;
    this.#stallMs = times.stallMs;
    this.#opening = setTimeout(() => this.#open(), times.openAfterMs);
    // Whoever takes the answer gave up if it replies, errs or closes before the answer has ended.
    for (const event of ['response', 'error', 'close']) {
      stream.on(event, () => {
        clearTimeout(this.#opening);
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

  start(statusCode: number, pairs: Pairs): void {
    clearTimeout(this.#opening);
    this.#started = true;
    const metadata = metadataOf(statusCode, [...pairs, ...this.#always]);
    if (this.#opened) {
      this.#stream.write(Buffer.concat([Buffer.from(JSON.stringify(metadata)), DELIMITER]));
    } else {
      this.#stream = this.#wire.begin(this.#inner, metadata);
      this.#stream.write(''); // the metadata leaves with the first write, even of nothing
    }
  }

  async write(chunk: Buffer): Promise<void> {
    this.#gone.signal.throwIfAborted();
    if (this.#stream.write(chunk)) return;
    const stalled = setTimeout(() => this.#gone.abort(), this.#stallMs);
    try {
      await once(this.#stream, 'drain', { signal: this.#gone.signal });
    } finally {
      clearTimeout(stalled);
    }
  }

  async end(): Promise<void> {
    clearTimeout(this.#opening);
    this.#ended = true;
    if (this.#stream.destroyed) return;
    const left = this.#gone.signal.aborted;
    const taken = await new Promise<boolean>((resolve) => {
      const limit = setTimeout(() => resolve(false), left ? LEFT_GRACE_MS : this.#stallMs);
      const done = () => {
        clearTimeout(limit);
        resolve(true);
      };
      this.#stream.once('close', done);
      this.#stream.end(done);
    });
    if (taken || left) return;
    this.#gone.abort();
    this.#gone.signal.throwIfAborted();
  }

  #open(): void {
    this.#opened = true;
    this.#wire.open(this.#inner);
  }
}

function metadataOf(statusCode: number, pairs: readonly (readonly [string, string])[]): ResponseMetadata {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [value]);
    else list.push(value);
  }
  const [single, multiple] = [new Map<string, string>(), new Map<string, string[]>()];
  for (const [name, values] of lists) {
    if (values.length > 1) multiple.set(name, values);
    else single.set(name, values.join(''));
  }
  return {
    statusCode,
    headers: Object.fromEntries(single),
    multiValueHeaders: Object.fromEntries(multiple),
  };
}
