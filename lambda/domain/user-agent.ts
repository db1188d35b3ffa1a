import { unescaped } from './folded-name.ts';

const LENGTH_MAX = 160;
/** Whatever could be a client key, or the most of one; and any other word that is as long as keys and tokens are. */
const KEY_LIKE = /sp_[a-z0-9]{1,12}_[0-9A-Za-z]{16,}|[0-9A-Za-z_+=-]{32,}/gi;
const HIDDEN = '[key]';

/** A user agent as it may be stored and shown: printable ASCII, no key, at most `LENGTH_MAX` characters. */
export function cleanUserAgent(text: string | undefined): string {
  const bounded = (text ?? '').slice(0, 4 * LENGTH_MAX).replace(/[^ -~]/g, '?');
  if (bounded.includes('%') && unescaped(bounded).search(KEY_LIKE) !== -1) return HIDDEN;
  return bounded.replace(KEY_LIKE, HIDDEN).slice(0, LENGTH_MAX);
}
