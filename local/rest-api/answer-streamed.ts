import type { ServerResponse } from 'node:http';
import type { FunctionAnswer, StreamedAnswer } from '../lambda/function-answer.ts';
import type { Exchange } from './exchange.ts';
import { badAnswer, timedOut } from './integration-failure.ts';
import { responseHead } from './response-headers.ts';
import { splitPrelude } from './split-prelude.ts';

/**
 * Passes a streamed answer on chunk by chunk as it is written, as fast as the client reads. Rejects with a refusal while nothing
 * has been sent; later failures can only cut the stream. Resolves when the exchange is over.
 */
export function answerStreamed(
  exchange: Exchange,
  answer: FunctionAnswer,
  response: ServerResponse,
  deadlineMs: number,
): Promise<void> {
  if (answer.kind === 'buffered') return Promise.reject(badAnswer());
  return new Promise((resolve, reject) => {
    new Relay(exchange, answer, response, deadlineMs, resolve, reject).start();
  });
}

class Relay {
  readonly #exchange: Exchange;
  readonly #answer: StreamedAnswer;
  readonly #response: ServerResponse;
  readonly #done: () => void;
  readonly #refuse: (reason: Error) => void;
  readonly #deadline: NodeJS.Timeout;
  readonly #idle: NodeJS.Timeout;
  #received = Buffer.alloc(0);
  #started = false;
  #over = false;

  constructor(
    exchange: Exchange,
    answer: StreamedAnswer,
    response: ServerResponse,
    deadlineMs: number,
    done: () => void,
    refuse: (reason: Error) => void,
  ) {
    this.#exchange = exchange;
    this.#answer = answer;
    this.#response = response;
    this.#done = done;
    this.#refuse = refuse;
    this.#deadline = setTimeout(() => this.#fail(timedOut), deadlineMs);
    this.#idle = setTimeout(() => this.#fail(timedOut), exchange.api.streamIdleMs);
  }

  start(): void {
    const { body } = this.#answer;
    body.on('data', (chunk: Buffer) => this.#take(chunk));
    body.once('end', () => this.#end());
    body.once('error', () => this.#fail(badAnswer));
    body.once('close', () => this.#fail(badAnswer));
    this.#response.on('drain', () => body.resume());
    this.#response.once('close', () => {
      if (!this.#response.writableFinished) this.#finish();
    });
    if (this.#response.destroyed) this.#finish();
  }

  #take(chunk: Buffer): void {
    if (this.#over) return;
    this.#idle.refresh();
    if (this.#started) {
      this.#send(chunk);
      return;
    }
    this.#received = Buffer.concat([this.#received, chunk]);
    const prelude = splitPrelude(this.#received);
    if (prelude.kind === 'malformed') this.#fail(badAnswer);
    if (prelude.kind !== 'complete') return;
    const head = responseHead(prelude.head, this.#exchange);
    if (head === undefined) {
      this.#fail(badAnswer);
      return;
    }
    this.#started = true;
    this.#exchange.status = head.status;
    this.#exchange.integration = { latencyMs: 0, ...this.#exchange.integration, answered: head.status };
    this.#response.writeHead(head.status, head.headers as Record<string, string>);
    if (prelude.rest.length > 0) this.#send(prelude.rest);
    else this.#response.flushHeaders();
  }

  #send(chunk: Buffer): void {
    this.#exchange.responseBytes += chunk.length;
    if (this.#exchange.facts.httpMethod === 'HEAD') this.#response.flushHeaders();
    else if (!this.#response.write(chunk)) this.#answer.body.pause();
  }

  #end(): void {
    if (!this.#started || this.#answer.failure() !== undefined) {
      this.#fail(badAnswer);
      return;
    }
    this.#response.end();
    this.#finish();
  }

  #fail(reason: () => Error): void {
    if (this.#over) return;
    if (this.#started) this.#response.destroy();
    else this.#refuse(reason());
    this.#finish();
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#idle);
    this.#answer.abandon();
    this.#done();
  }
}
