/** One request, read whole. */
export interface ChatCall {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** Every value of every header, not joined. */
  readonly headers: NodeJS.Dict<string[]>;
  /** `undefined` when it was too large. */
  readonly body: Buffer | undefined;
}

export interface ChatAnswer {
  readonly status: number;
  /** What is printed as JSON, or the events of a stream, each as soon as it is there. */
  readonly content: { readonly json: unknown } | { readonly events: AsyncIterable<string> };
}

/** What one provider of chat models knows; transport and pace are the same for all. */
export interface ChatApi {
  /** What its front end adds to every answer. */
  headersOf(requestId: string): Readonly<Record<string, string>>;
  answer(call: ChatCall, requestId: string): ChatAnswer;
}
