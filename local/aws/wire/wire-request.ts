import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** A request to the AWS endpoint with its body read. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is passed on as it comes. */
  readonly body: string | Buffer | Readable;
}
