import type { Clock } from '../../flows/ports.ts';
import type { GoogleToken, GoogleTokenSource } from './google-token.ts';

/** A token that is about to expire is not used for a call that may take a while. */
const SPARE_MS = 5 * 60_000;

/** One token for many calls, until shortly before it expires. A failure is never kept. */
export function keptGoogleToken(source: GoogleTokenSource, now: Clock): GoogleTokenSource {
  let kept: GoogleToken | undefined;
  return async () => {
    if (kept === undefined || kept.expiresAt.getTime() - now().getTime() < SPARE_MS) kept = await source();
    return kept;
  };
}
