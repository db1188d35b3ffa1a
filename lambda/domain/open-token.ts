import { createHash, type KeyObject } from 'node:crypto';
import type { Narrowing } from '../../contract/tokens.ts';
import { ed25519PublicKey, ed25519Verifies } from './ed25519.ts';
import { readLinkClaims, readTokenClaims } from './token-claims.ts';
import type { TokenForm } from './token-form.ts';
import { tokenPayload } from './token-payload.ts';

/** A token whose signatures hold: what it says is what its makers said. */
export interface OpenedToken {
  readonly keyId: string;
  readonly keyHash: string;
  readonly jti: string;
  /** Base64url SHA-256 of the token as it was minted; its record holds the same. */
  readonly digest: string;
  readonly audience: string;
  readonly ancestors: readonly string[];
  /** Unix seconds. */
  readonly nbfSeconds: number;
  /** The earliest of the token's and its links'. */
  readonly expSeconds: number;
  readonly uses?: number;
  /** The token's and its links'; every one must allow a call. */
  readonly may: readonly Narrowing[];
}

/** Base64url SHA-256 of a token or of a token with links. */
export const tokenDigest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/**
 * Checks every signature from the mint's to the last holder's, and puts together what all of them leave. `undefined` unless
 * each link is signed by the key that precedes it, belongs to exactly what precedes it, and the last names no further
 * holder: whoever is given a chain can neither take a link off nor put one on.
 */
export function openToken(form: TokenForm, signer: KeyObject): OpenedToken | undefined {
  if (!ed25519Verifies(signer, form.signed, form.signature)) return undefined;
  const claims = readTokenClaims(tokenPayload(form.signed));
  if (claims === undefined) return undefined;
  const may = [...(claims.may ?? [])];
  let expSeconds = claims.exp;
  let holder = claims.cnf;
  for (const link of form.links) {
    const key = holder === undefined ? undefined : ed25519PublicKey(holder.jwk.x);
    if (key === undefined || !ed25519Verifies(key, link.signed, link.signature)) return undefined;
    const added = readLinkClaims(tokenPayload(link.signed));
    if (added === undefined || added.prev !== tokenDigest(link.before)) return undefined;
    if (added.may !== undefined) may.push(added.may);
    expSeconds = Math.min(expSeconds, added.exp ?? expSeconds);
    holder = added.cnf;
  }
  if (holder !== undefined) return undefined;
  return {
    keyId: claims.sub,
    keyHash: claims.pkh,
    jti: claims.jti,
    digest: tokenDigest(form.minted),
    audience: claims.aud,
    ancestors: claims.anc ?? [],
    nbfSeconds: claims.nbf,
    expSeconds,
    ...(claims.uses === undefined ? {} : { uses: claims.uses }),
    may,
  };
}
