import type { Constraints, ModelPlace } from './constraints.ts';

/** Where a client may put its client key. Each upstream names the places its official SDK uses. */
export type Carrier =
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'bearer' }
  | { readonly in: 'query'; readonly name: string };

/** How the one upstream credential is put into the outgoing request. `query` only where the API knows nothing else. */
export type Injection =
  | { readonly as: 'header'; readonly name: string }
  | { readonly as: 'bearer' }
  | { readonly as: 'basic'; readonly user: string }
  | { readonly as: 'query'; readonly name: string };

/**
 * An allowed route. `path` is relative to the upstream's mount and is matched against the request path exactly as it was
 * sent, still percent-encoded: `*` stands for one or more characters within a segment, none of them a colon; a final `/**`
 * for any non-empty rest. So what stands behind a colon, the verb of Google's custom methods, is open only where it is written.
 */
export interface Route {
  readonly methods: readonly string[];
  readonly path: string;
  /** Absent where it is not known whether a request names one. */
  readonly model?: ModelPlace;
  /** In place of the upstream's. */
  readonly bodyBytesMax?: number;
  readonly constraints?: Constraints;
}

export interface Timeouts {
  /** To a connected (TLS) socket. */
  readonly connectMs: number;
  /** From the request's last byte to the answer's headers. */
  readonly headersMs: number;
  /** Between two chunks of the answer; also how long a client may take none. */
  readonly idleMs: number;
  /** The whole exchange. */
  readonly totalMs: number;
}

/** An answer of the upstream that means "your key is not accepted". `mark` is a text its body must contain. */
export interface CredentialRefusal {
  readonly status: number;
  readonly mark?: string;
  /** Texts in the body that mean something else, e.g. a quota error that shares the status. */
  readonly unless?: readonly string[];
}

/** One upstream API as the config resolved it: everything a proxy needs to know, and nothing secret. */
export interface Upstream {
  /** `[a-z][a-z0-9-]*`, the config's key. */
  readonly name: string;
  /** Path prefix on the gateway, without a trailing slash. */
  readonly mount: string;
  /** Scheme, host, optional port and path prefix, without a trailing slash. The mount is replaced by it. */
  readonly baseUrl: string;
  readonly inject: Injection;
  readonly carriers: readonly Carrier[];
  readonly routes: readonly Route[];
  /**
   * Query parameters that never travel: credentials and overrides of the method, which are ignored. Compared without regard to
   * case, brackets and separators.
   */
  readonly dropQuery: readonly string[];
  /** Query parameters that would change what is asked or how it is answered: a request with one of them is refused. */
  readonly refuseQuery: readonly string[];
  /** Request headers that never travel beside those of the gateway's own policy: what names a tenant of the provider's. */
  readonly dropHeaders: readonly string[];
  /** Headers that every request gets beside its credential, names in lower case; a client's of the same name do not travel. */
  readonly addHeaders?: Readonly<Record<string, string>>;
  readonly bodyBytesMax: number;
  readonly timeouts: Timeouts;
  readonly refusals: readonly CredentialRefusal[];
}
