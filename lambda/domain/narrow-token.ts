import { type KeyObject, sign } from 'node:crypto';
import { tokenDigest } from './open-token.ts';
import type { LinkClaims } from './token-claims.ts';
import { LINK_HEADER } from './token-form.ts';

/** Adds a link to a token, signed with the key of its holder. Nobody is asked: only the gateway decides whether it holds. */
export function narrowToken(token: string, holder: KeyObject, link: Omit<LinkClaims, 'prev'>): string {
  const claims: LinkClaims = { prev: tokenDigest(token), ...link };
  const signed = `${LINK_HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${token}~${signed}.${sign(null, Buffer.from(signed), holder).toString('base64url')}`;
}
