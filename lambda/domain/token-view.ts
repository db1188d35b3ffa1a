import type { Narrowing } from '../../contract/tokens.ts';
import { isoOf } from './key-view.ts';
import type { TokenClaims } from './token-claims.ts';

/** What is told of a token besides the token. */
export interface TokenView {
  readonly id: string;
  readonly keyId: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** Each of them must allow a call. */
  readonly may: readonly Narrowing[];
  /** `null`: any number. */
  readonly uses: number | null;
  /** Whether it needs a link of its holder before it opens anything. */
  readonly bound: boolean;
  readonly label: string;
}

export const tokenView = (claims: TokenClaims, label: string): TokenView => ({
  id: claims.jti,
  keyId: claims.sub,
  expiresAt: isoOf(claims.exp),
  may: claims.may ?? [],
  uses: claims.uses ?? null,
  bound: claims.cnf !== undefined,
  label,
});
