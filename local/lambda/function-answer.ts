import type { Readable } from 'node:stream';

/** What one invocation gives back. */
export type FunctionAnswer = BufferedAnswer | StreamedAnswer;

export interface BufferedAnswer {
  readonly kind: 'buffered';
  readonly payload: Buffer;
}

export interface StreamedAnswer {
  readonly kind: 'streamed';
  /** Bytes as the function writes them. An error, or a close before the end, means that the function broke off. */
  readonly body: Readable;
  /** After the end: the error type the function reported in a trailer, if it failed after it had begun to answer. */
  failure(): string | undefined;
  /** The caller wants no more: the function sees its stream close, and may go on for as long as its timeout allows. */
  abandon(): void;
}
