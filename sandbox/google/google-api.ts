import type { ApiFault } from './api-fault.ts';

/** One request, read whole. */
export interface Call {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Every value of every header, not joined, so that a credential that was sent twice shows. */
  readonly headers: NodeJS.Dict<string[]>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An iterable is written piece by piece, each as soon as it is there. */
  readonly body: string | AsyncIterable<string>;
}

/** What one provider knows; credentials, body limit and transport are the same for all of Google. */
export interface GoogleApi {
  /** Google's name of the service, e.g. `youtube.googleapis.com`; error details carry it. */
  readonly service: string;
  /** The work that this method and path stand for; `undefined` when the API has no such method. Throws `ApiFault` when run. */
  find(call: Call): (() => Answer) | undefined;
  /** A fault as this API writes it. */
  faultBody(fault: ApiFault, call: Call): unknown;
}
