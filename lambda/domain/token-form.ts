import { TOKEN_DEPTH_MAX, TOKEN_LENGTH_MAX } from '../../contract/tokens.ts';
import { canonicalBytes } from './token-payload.ts';

const base64url = (text: string): string => Buffer.from(text, 'latin1').toString('base64url');

/** The whole header of a token; there is no other. */
export const tokenHeader = (kid: string): string => `{"alg":"EdDSA","kid":"${kid}","typ":"sp+jwt"}`;
/** The whole header of a link, which a holder adds: the key that signs it is named by what precedes it. */
export const LINK_HEADER = base64url('{"alg":"EdDSA","typ":"sp-narrow+jwt"}');

/** Base62, as long as it takes for what surrounds it to fall on borders of base64's groups. */
const KID = /^[0-9A-Za-z]{17}$/;
const BEFORE_KID = base64url('{"alg":"EdDSA","kid":');
const AFTER_KID = base64url('","typ":"sp+jwt"}');
/** 64 bytes. */
const SIGNATURE = '[\\w-]{86}';
const TOKEN = `${BEFORE_KID}([\\w-]{24})${AFTER_KID}\\.([\\w-]+)\\.(${SIGNATURE})`;
const LINKS = `((?:~${LINK_HEADER}\\.[\\w-]+\\.${SIGNATURE}){0,${TOKEN_DEPTH_MAX}})`;

/**
 * The strict form of every token, its header included: another algorithm, a key of its own, a member too many or twice, an
 * escape or a blank in the header do not match. Published for secret scanners.
 */
export const TOKEN_PATTERN = new RegExp(`^${TOKEN}${LINKS}$`);

/** A token somewhere in a text. */
export const TOKEN_INSIDE = new RegExp(TOKEN);

/** A JWS that has the right form. Nothing in it is true yet, and its payload has not been looked into. */
export interface SignedPart {
  /** What is signed: header and payload as they came. */
  readonly signed: string;
  readonly signature: Buffer;
}

export interface TokenForm extends SignedPart {
  readonly kid: string;
  /** The token as it was minted, without links. */
  readonly minted: string;
  /** What its holders added, in order; `before` is all that precedes the link, without the `~`. */
  readonly links: readonly (SignedPart & { readonly before: string })[];
}

/** Reads what a stranger presented; `undefined` for whatever is not in the strict form, before any key is looked at. */
export function readTokenForm(text: string): TokenForm | undefined {
  if (text.length > TOKEN_LENGTH_MAX) return undefined;
  const match = TOKEN_PATTERN.exec(text);
  if (match === null) return undefined;
  const kid =
    canonicalBytes(match[1] ?? '')
      ?.toString('latin1')
      .slice(1) ?? '';
  if (!KID.test(kid) || base64url(tokenHeader(kid)) !== text.slice(0, text.indexOf('.'))) return undefined;
  const [minted = '', ...rest] = text.split('~');
  const part = signedPart(minted);
  if (part === undefined) return undefined;
  const links: (SignedPart & { readonly before: string })[] = [];
  let before = minted;
  for (const link of rest) {
    const read = signedPart(link);
    if (read === undefined) return undefined;
    links.push({ ...read, before });
    before = `${before}~${link}`;
  }
  return { ...part, kid, minted, links };
}

function signedPart(jws: string): SignedPart | undefined {
  const end = jws.lastIndexOf('.');
  const signature = canonicalBytes(jws.slice(end + 1));
  return signature === undefined ? undefined : { signed: jws.slice(0, end), signature };
}
