import {
  type Narrowing,
  TOKEN_DEPTH_MAX,
  TOKEN_ISSUER,
  TOKEN_LIFE_MAX_SECONDS,
} from '../../contract/tokens.ts';
import { readNarrowing } from './read-narrowing.ts';

/** Who may narrow a token: an Ed25519 key by its `x`, in the shape of RFC 7800. */
export interface Confirmation {
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

/** What the gateway signs. Times are Unix seconds. */
export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** Id of the parent key. */
  readonly sub: string;
  /** The parent key's hash, by which its record is found. */
  readonly pkh: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  /** Ids of the tokens this one descends from; with any of them it is revoked. */
  readonly anc?: readonly string[];
  /** Every one of them must allow a call. */
  readonly may?: readonly Narrowing[];
  /** How many calls it is good for. */
  readonly uses?: number;
  /** With it the token is no credential by itself: its holder adds a link. */
  readonly cnf?: Confirmation;
}

/** What a holder signs. */
export interface LinkClaims {
  /** Base64url SHA-256 of all that precedes the link: it fits nowhere else. */
  readonly prev: string;
  readonly exp?: number;
  readonly may?: Narrowing;
  /** Whoever may add the next link; without it this one is the last. */
  readonly cnf?: Confirmation;
}

export const JTI = /^tok_[0-9A-Za-z]{20}$/;
const KEY_ID = /^key_[0-9A-Za-z]{20}$/;
const HASH = /^[0-9a-f]{64}$/;
const DIGEST = /^[A-Za-z0-9_-]{43}$/;
/** One for each token it descends from, and one for each of their links. */
const MAY_MAX = (TOKEN_DEPTH_MAX + 1) * (TOKEN_DEPTH_MAX + 1);

type Check = (value: unknown) => boolean;
const isTime: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const isText =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const isList =
  (max: number, item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= max && value.every(item);
const isNarrowing: Check = (value) => readNarrowing(value) !== undefined;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isConfirmation: Check = (value) => {
  const { jwk, ...more } = Object(value) as Record<string, unknown>;
  const { kty, crv, x, ...others } = Object(jwk) as Record<string, unknown>;
  return (
    Object.keys({ ...more, ...others }).length === 0 &&
    kty === 'OKP' &&
    crv === 'Ed25519' &&
    typeof x === 'string'
  );
};

const TOKEN_CHECKS: Readonly<Record<keyof TokenClaims, Check>> = {
  iss: (value) => value === TOKEN_ISSUER,
  aud: (value) => typeof value === 'string' && value !== '',
  sub: isText(KEY_ID),
  pkh: isText(HASH),
  jti: isText(JTI),
  iat: isTime,
  nbf: isTime,
  exp: isTime,
  anc: optional(isList(TOKEN_DEPTH_MAX, isText(JTI))),
  may: optional(isList(MAY_MAX, isNarrowing)),
  uses: optional(isTime),
  cnf: optional(isConfirmation),
};

const LINK_CHECKS: Readonly<Record<keyof LinkClaims, Check>> = {
  prev: isText(DIGEST),
  exp: optional(isTime),
  may: optional(isNarrowing),
  cnf: optional(isConfirmation),
};

/** The claims of a token; `undefined` unless all that are required are there, each is sound, and there is no other. */
export function readTokenClaims(payload: unknown): TokenClaims | undefined {
  const claims = checked<TokenClaims>(TOKEN_CHECKS, payload);
  if (claims === undefined) return undefined;
  const lifeSeconds = claims.exp - claims.iat;
  const bounded = lifeSeconds > 0 && lifeSeconds <= TOKEN_LIFE_MAX_SECONDS && claims.nbf >= claims.iat;
  return bounded ? claims : undefined;
}

/** The claims of a link, under the same rules. */
export const readLinkClaims = (payload: unknown): LinkClaims | undefined =>
  checked<LinkClaims>(LINK_CHECKS, payload);

function checked<T extends object>(
  checks: Readonly<Record<keyof T & string, Check>>,
  payload: unknown,
): T | undefined {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return undefined;
  const given = payload as Record<string, unknown>;
  const known = Object.keys(given).every((name) => Object.hasOwn(checks, name));
  const sound = Object.entries<Check>(checks).every(([name, check]) => check(given[name]));
  return known && sound ? (payload as T) : undefined;
}
