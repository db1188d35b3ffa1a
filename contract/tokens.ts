/** Where clients ask for tokens; no upstream may be mounted here. */
export const TOKENS_MOUNT = '/tokens';

/** Claim `iss` of every token. */
export const TOKEN_ISSUER = 'sallyport';

/** A credential longer than this is no token, whatever it looks like: it has to fit a header beside everything else. */
export const TOKEN_LENGTH_MAX = 4_096;

/** What a holder adds lengthens a token, so a minted one leaves room for it. */
export const MINTED_LENGTH_MAX = 2_560;

/** How often a token may be narrowed by its holders, and how many tokens may descend from one another. */
export const TOKEN_DEPTH_MAX = 3;

/** No configuration allows a token to live longer. */
export const TOKEN_LIFE_MAX_SECONDS = 12 * 3_600;

/**
 * An authorizer that meets an unknown signing key reads the list again, at most this often, however many unknown ones it is
 * shown. A new key signs only after twice this time, when every authorizer is able to know it.
 */
export const SIGNERS_PACE_MS = 1_000;

/** How long the list of signing keys is remembered while every key that is met is on it: a key id never changes its key. */
export const SIGNERS_MEMORY_MS = 60_000;

/**
 * One step that makes a token narrower. What is absent is not narrowed; a list is never empty. Steps only ever add up: a call
 * is allowed if every one of them allows it.
 */
export interface Narrowing {
  /** Product names of the parent key. */
  readonly products?: readonly string[];
  /** As a key's: `GET:/youtube/v3/search`. */
  readonly scopes?: readonly string[];
  readonly methods?: readonly string[];
  /** Patterns as in `Route`, with the mount: `/gemini/v1beta/models/*:generateContent`. */
  readonly paths?: readonly string[];
  /** Addresses and CIDR ranges. */
  readonly ips?: readonly string[];
}

/** What the authorizer tells the mint about the credential that it accepted: the most that a new token may be. */
export interface MintGrant {
  readonly keyHash: string;
  /** Of the token that was presented; absent for a client key. */
  readonly parent?: {
    readonly jti: string;
    readonly digest: string;
    readonly ancestors: readonly string[];
    readonly expSeconds: number;
    readonly uses?: number;
    readonly may: readonly Narrowing[];
  };
}
