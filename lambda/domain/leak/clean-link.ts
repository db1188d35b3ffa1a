import { holdsClientKey } from '../holds-client-key.ts';

const LENGTH_MAX = 400;
const WORD_LENGTH_MAX = 40;

/**
 * The address of a place as it may be stored and shown: HTTPS, host and path in printable ASCII, cut. Queries, fragments and names
 * of users are left out, and nothing is left of an address that holds a key: whoever publishes one names files as he likes.
 */
export function cleanLink(text: unknown): string {
  if (typeof text !== 'string' || text.length > 8 * LENGTH_MAX || !URL.canParse(text)) return '';
  const { protocol, host, pathname } = new URL(text);
  const link = `https://${host}${pathname}`;
  if (protocol !== 'https:' || host === '' || holdsClientKey(text) || holdsClientKey(link)) return '';
  return link.replace(/[^!-~]|[<>"'`\\]/g, '?').slice(0, LENGTH_MAX);
}

/** One of a scanner's own words, such as `pull_request_title`; empty for anything else. */
export const cleanWord = (text: unknown): string =>
  typeof text === 'string' && text.length <= WORD_LENGTH_MAX && /^[A-Za-z_]+$/.test(text) ? text : '';
