import type { AuthorizerContext } from '../../contract/authorizer-context.ts';

/** One client request, as the proxy understands it. Names of headers are lower-case. */
export interface Call {
  /** API Gateway's extended request id: no client can choose it. */
  readonly callId: string;
  readonly method: string;
  /** Path relative to the upstream's mount, starting with `/`, percent-encoded as it was sent. */
  readonly path: string;
  /** Decoded names and values, in the order API Gateway hands them over. Carriers are not among them. */
  readonly query: readonly (readonly [string, string])[];
  /** What may travel on: every client credential is already gone. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly ip: string;
  /** As it may be recorded: cleaned, cut, and empty for none. */
  readonly userAgent: string;
  /** Scheme, host and path under which the client reached the gateway, without a trailing slash. */
  readonly gatewayUrl: string;
  readonly caller: AuthorizerContext;
}

declare const authorised: unique symbol;
/** A call that `decide` let through. Nothing else can make one, so nothing else can be forwarded. */
export type Authorised<T> = T & { readonly [authorised]: true };
