/** What a web ACL sees of a request. Text has one character per byte: a firewall compares bytes. */
export interface InspectedRequest {
  readonly sourceIp: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** As much of the body as the web ACL inspects, and at least one byte more if there is more. */
  readonly body: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Text as bytes: what a template writes in UTF-8 is found in a request's bytes. */
export const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
