import type { MintedItem } from '../../contract/token-tables.ts';
import { addressAllowed } from './allowed-by-all.ts';
import type { OpenedToken } from './open-token.ts';

/** What the authorizer knows about the request besides the token. */
export interface TokenFacts {
  readonly now: Date;
  readonly ip: string;
  readonly audience: string;
}

export type TokenJudgement = 'accepted' | 'audience' | 'expired' | 'early' | 'ip' | 'revoked' | 'forged';

/** Clocks of two functions may differ by so much. It never lengthens a life. */
const CLOCK_SLACK_SECONDS = 5;

/** Whether what a token says opens the door now. Every answer but `accepted` looks the same from outside. */
export function judgeToken(token: OpenedToken, { now, ip, audience }: TokenFacts): TokenJudgement {
  const seconds = now.getTime() / 1000;
  if (token.audience !== audience) return 'audience';
  if (seconds >= token.expSeconds) return 'expired';
  if (seconds + CLOCK_SLACK_SECONDS < token.nbfSeconds) return 'early';
  return addressAllowed(token.may, ip) ? 'accepted' : 'ip';
}

/**
 * Whether the records of a token and of those it descends from let it live. A token without a record was never minted,
 * whoever signed it, or is over. That of a token whose uses are counted is held to the same when a use is spent.
 */
export function judgeMinted(
  token: OpenedToken,
  own: MintedItem | undefined | 'counted',
  ancestors: readonly (MintedItem | undefined)[],
): 'accepted' | 'revoked' | 'forged' {
  if (ancestors.some((item) => item === undefined || item.revokedAt !== undefined)) return 'revoked';
  if (own === 'counted') return 'accepted';
  if (own === undefined || own.revokedAt !== undefined) return 'revoked';
  return own.digest === token.digest && own.keyId === token.keyId ? 'accepted' : 'forged';
}
