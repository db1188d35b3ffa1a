import { type Complaint, complain, isComplaint } from './complaint.ts';

/** A field name is a token: https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;

/**
 * Headers that belong to the connection, to the body or to the gateway. A key in one of them would break the request or
 * be dropped on the way: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const TAKEN = new Set(
  `accept accept-encoding connection content-encoding content-length content-type cookie date expect forwarded host
   keep-alive origin proxy-authenticate proxy-authorization proxy-connection range referer set-cookie te trailer
   transfer-encoding upgrade user-agent via x-real-ip`.split(/\s+/),
);
const TAKEN_PREFIXES = ['x-forwarded-', 'x-amz', 'sec-'];

/** The name of any header, in lower case. */
export function readFieldName(text: string): string | Complaint {
  return TOKEN.test(text)
    ? text.toLowerCase()
    : complain('is not a header name', `write one such as 'x-api-key'`);
}

/** A header that can hold a key, in lower case. */
export function readHeaderName(text: string): string | Complaint {
  const name = readFieldName(text);
  if (isComplaint(name)) return name;
  if (TAKEN.has(name) || TAKEN_PREFIXES.some((prefix) => name.startsWith(prefix))) {
    return complain('names a header that cannot hold a key', `use a header of its own, such as 'x-api-key'`);
  }
  return name;
}

/** A query parameter that needs no encoding. */
export const isQueryName = (text: string): boolean => /^[A-Za-z0-9._~-]{1,64}$/.test(text);
