import type { KeyItem } from '../../contract/tables.ts';
import {
  type MintGrant,
  type Narrowing,
  TOKEN_DEPTH_MAX,
  TOKEN_ISSUER,
  TOKEN_LIFE_MAX_SECONDS,
} from '../../contract/tokens.ts';
import { productsLeft } from './allowed-by-all.ts';
import type { TokenClaims } from './token-claims.ts';
import type { TokenRequest } from './token-request.ts';

const TTL_USUAL_SECONDS = 15 * 60;

export interface TokenFacts {
  readonly key: Pick<KeyItem, 'id' | 'keyHash' | 'products' | 'expiresAtSeconds'>;
  /** The token that asks, if it is one. */
  readonly parent?: MintGrant['parent'];
  readonly audience: string;
  readonly jti: string;
  readonly ttlMaxSeconds: number;
  readonly now: Date;
}

export type TokenPlan =
  | { readonly kind: 'sound'; readonly claims: TokenClaims }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * The claims of a new token. What the parent may not, the token may not: the parent's steps stay, the request adds one more,
 * and whatever allows a call must be allowed by all of them. It ends with its parents at the latest.
 */
export function planToken(request: TokenRequest, facts: TokenFacts): TokenPlan {
  const { key, parent } = facts;
  const problems = problemsOf(request, facts);
  if (problems.length > 0) return { kind: 'refused', problems };
  const iat = Math.floor(facts.now.getTime() / 1000);
  const ends = [
    iat + (request.ttlSeconds ?? Math.min(TTL_USUAL_SECONDS, facts.ttlMaxSeconds)),
    ...(key.expiresAtSeconds === 0 ? [] : [key.expiresAtSeconds]),
    ...(parent === undefined ? [] : [parent.expSeconds]),
  ];
  const may: readonly Narrowing[] = [
    ...(parent?.may ?? []),
    ...(Object.keys(request.narrowing).length === 0 ? [] : [request.narrowing]),
  ];
  return {
    kind: 'sound',
    claims: {
      ...{ iss: TOKEN_ISSUER, aud: facts.audience, sub: key.id, pkh: key.keyHash, jti: facts.jti },
      ...{ iat, nbf: iat, exp: Math.min(...ends) },
      ...(parent === undefined ? {} : { anc: [...parent.ancestors, parent.jti] }),
      ...(may.length === 0 ? {} : { may }),
      ...(request.uses === undefined ? {} : { uses: request.uses }),
      ...(request.cnf === undefined ? {} : { cnf: request.cnf }),
    },
  };
}

function problemsOf(request: TokenRequest, { key, parent, ttlMaxSeconds }: TokenFacts): readonly string[] {
  const problems: string[] = [];
  const limit = Math.min(ttlMaxSeconds, TOKEN_LIFE_MAX_SECONDS);
  if ((request.ttlSeconds ?? 0) > limit) problems.push(`ttl is more than ${limit} seconds`);
  const left = productsLeft(key.products, parent?.may ?? []);
  if (request.narrowing.products?.some((product) => !left.includes(product)) ?? false)
    problems.push('products names one that this credential does not have');
  if ((parent?.ancestors.length ?? 0) >= TOKEN_DEPTH_MAX)
    problems.push(`this token descends from ${TOKEN_DEPTH_MAX} others already`);
  if (parent?.uses !== undefined && request.uses === undefined)
    problems.push('uses is missing; say how many of this token’s own uses the new one gets');
  if (parent?.uses !== undefined && (request.uses ?? 0) > parent.uses)
    problems.push('uses is more than this token was good for');
  return problems;
}
