import type { KeyObject } from 'node:crypto';
import { sign } from 'node:crypto';
import { ed25519PrivateKey, ed25519PublicText } from '../../lambda/domain/ed25519.ts';
import type { TokenSigner } from '../../lambda/domain/sign-token.ts';
import type { Confirmation, TokenClaims } from '../../lambda/domain/token-claims.ts';

export const KID = '0123456789abcdefg';
export const AUDIENCE = 'urn:sallyport:test:stack-1';
/** When the claims below begin. */
export const TOKEN_NOW = new Date('2026-11-26T12:00:00.000Z');
const NOW_SECONDS = TOKEN_NOW.getTime() / 1000;

export const testKey = (n: number): KeyObject => ed25519PrivateKey(new Uint8Array(32).fill(n));
export const signerOf = (n = 1, kid = KID): TokenSigner => ({ kid, key: testKey(n) });
export const holderOf = (n: number): Confirmation => ({
  jwk: { kty: 'OKP', crv: 'Ed25519', x: ed25519PublicText(testKey(n)) },
});

/** Claims of a token that lives for a quarter of an hour and narrows nothing. */
export const tokenClaims = (over: Partial<TokenClaims> = {}): TokenClaims => ({
  iss: 'sallyport',
  aud: AUDIENCE,
  sub: 'key_00000000000000000001',
  pkh: 'a'.repeat(64),
  jti: 'tok_00000000000000000001',
  iat: NOW_SECONDS,
  nbf: NOW_SECONDS,
  exp: NOW_SECONDS + 900,
  ...over,
});

export const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');

/** A JWS over exactly these texts, truly signed: what is wrong with it is what the test is about. */
export function signedAs(header: string, payload: string, key: KeyObject = testKey(1)): string {
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}
