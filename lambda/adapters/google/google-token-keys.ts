import { Fault } from '../../domain/fault.ts';
import { complaintAboutUpstreamKey } from '../../domain/upstream-key-text.ts';
import type { Clock } from '../../flows/ports.ts';
import type { SecretSource } from '../secrets-manager-source.ts';
import type { GoogleTokenSource } from './google-token.ts';

/** A request that leaves with a token now must still be answered with it. */
const SPARE_MS = 60_000;
/** So long before its end another token is asked for, beside the requests that this one still serves. */
const REFRESH_MS = 10 * 60_000;

/** Access tokens in the place of an upstream key. Closed where there is none: a token that has run out is never sent. */
export function googleTokenKeys(token: GoogleTokenSource, boundTo: string, now: Clock): SecretSource {
  let count = 0;
  return {
    current: async () => {
      const readAt = now().getTime();
      const { secret, expiresAt } = await token().catch((cause: unknown) => {
        throw new Fault('gateway.unavailable', { cause });
      });
      // What cannot be sent in a header, or not be found again in an answer, is not used, as with any key.
      if (complaintAboutUpstreamKey(secret.reveal()) !== undefined) throw new Fault('gateway.unavailable');
      count += 1;
      const usableMs = Math.max(0, expiresAt.getTime() - SPARE_MS - readAt);
      const freshMs = Math.max(0, usableMs - REFRESH_MS);
      return {
        secret,
        version: `google-wif/${expiresAt.toISOString()}/${count}`,
        boundTo,
        lifetime: { freshMs, usableMs },
      };
    },
    others: async () => [],
  };
}
