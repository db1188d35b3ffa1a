import type { MintGrant } from '../../contract/tokens.ts';
import { Fault } from '../domain/fault.ts';
import { readMintGrant } from '../domain/mint-grant.ts';
import type { ProxyEvent } from './read-call.ts';

const BODY_BYTES_MAX = 8_192;

/** What the authorizer lets this credential hand on; rejects with `token.forbidden` where that is nothing. */
export function grantOf(event: ProxyEvent): MintGrant {
  const grant = readMintGrant(event.requestContext.authorizer?.grant);
  if (grant === undefined) throw new Fault('token.forbidden');
  return grant;
}

/** The body as text; rejects with `request.too_large`. Bytes that are no UTF-8 become no JSON. */
export function mintBodyOf(event: ProxyEvent): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_BYTES_MAX) throw new Fault('request.too_large');
  return bytes.toString('utf8');
}
