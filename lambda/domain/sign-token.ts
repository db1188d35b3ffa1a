import { type KeyObject, sign } from 'node:crypto';
import type { TokenClaims } from './token-claims.ts';
import { tokenHeader } from './token-form.ts';

/** A key that signs tokens. */
export interface TokenSigner {
  readonly kid: string;
  readonly key: KeyObject;
}

/** A signed token: header and claims as `JSON.stringify` writes them, in base64url, and an Ed25519 signature over both. */
export function signToken(signer: TokenSigner, claims: TokenClaims): string {
  const segments = [tokenHeader(signer.kid), JSON.stringify(claims)];
  const signed = segments.map((text) => Buffer.from(text).toString('base64url')).join('.');
  return `${signed}.${sign(null, Buffer.from(signed), signer.key).toString('base64url')}`;
}
