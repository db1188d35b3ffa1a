import type { KeyObject } from 'node:crypto';
import { TOKEN_DEPTH_MAX, TOKEN_LENGTH_MAX } from '../../contract/tokens.ts';
import { ed25519PublicText } from './ed25519.ts';
import { narrowToken } from './narrow-token.ts';
import { type LinkClaims, readLinkClaims, readTokenClaims } from './token-claims.ts';
import { readTokenForm, type TokenForm } from './token-form.ts';
import { tokenPayload } from './token-payload.ts';

/** A token with one link more, or why whoever holds this key cannot add one. */
export type NarrowedOffline = { readonly token: string } | { readonly problem: string };

/** Narrows a token as its holder, without asking anybody. What the gateway would refuse is refused here, where it can be said why. */
export function narrowOffline(
  text: string,
  holder: KeyObject,
  link: Omit<LinkClaims, 'prev'>,
): NarrowedOffline {
  const form = readTokenForm(text);
  const last = form && lastClaims(form);
  if (form === undefined || last === undefined) return { problem: 'this is no token of a gateway' };
  if (form.links.length >= TOKEN_DEPTH_MAX)
    return { problem: `the token was narrowed ${TOKEN_DEPTH_MAX} times, which is the most` };
  if (last.cnf === undefined) return { problem: 'the token names no holder; only the mint can narrow it' };
  if (last.cnf.jwk.x !== ed25519PublicText(holder))
    return { problem: 'the key is not that of the token’s holder' };
  const token = narrowToken(text, holder, link);
  return token.length > TOKEN_LENGTH_MAX
    ? { problem: `the token would be longer than ${TOKEN_LENGTH_MAX} characters` }
    : { token };
}

function lastClaims({ signed, links }: TokenForm): Pick<LinkClaims, 'cnf'> | undefined {
  const last = links.at(-1);
  return last === undefined
    ? readTokenClaims(tokenPayload(signed))
    : readLinkClaims(tokenPayload(last.signed));
}
