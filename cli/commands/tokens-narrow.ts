import type { KeyObject } from 'node:crypto';
import { durationMs } from '../../lambda/domain/duration.ts';
import { narrowOffline } from '../../lambda/domain/narrow-offline.ts';
import { isNarrowingList, NARROWING_MEMBERS } from '../../lambda/domain/read-narrowing.ts';
import type { Secret } from '../../lambda/domain/secret.ts';
import type { Confirmation } from '../../lambda/domain/token-claims.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface NarrowOptions {
  readonly token: Secret;
  readonly key: KeyObject;
  /** Member of a narrowing → what was typed for it. */
  readonly wish: Readonly<Record<string, readonly string[] | undefined>>;
  readonly ttl?: string;
  /** Whoever may narrow it further; without one the link is the last. */
  readonly holder?: Confirmation;
}

/** Adds a link to a token on this machine; no gateway is asked. */
export function tokensNarrow(options: NarrowOptions, now: Date): Report<{ readonly token: string }> {
  const { token, key, wish, ttl, holder } = options;
  const ttlMs = ttl === undefined ? undefined : durationMs(ttl);
  const members = NARROWING_MEMBERS.flatMap((member) => {
    const list = wish[member];
    return list === undefined ? [] : [[member, list] as const];
  });
  const problems = members
    .filter(([member, list]) => !isNarrowingList(member, list))
    .map(
      ([member]) =>
        `--${member.slice(0, -1)} takes 1 to 10 different ${member} in the form of docs/tokens.md`,
    );
  if (ttl !== undefined && ttlMs === undefined)
    problems.push('--ttl is not a duration such as 30s, 15m or 1h');
  if (problems.length > 0) throw new UsageError(problems);
  const narrowed = narrowOffline(token.reveal(), key, {
    ...(ttlMs === undefined ? {} : { exp: Math.floor((now.getTime() + ttlMs) / 1000) }),
    ...(members.length === 0 ? {} : { may: Object.fromEntries(members) }),
    ...(holder === undefined ? {} : { cnf: holder }),
  });
  if ('problem' in narrowed) throw new UsageError([narrowed.problem]);
  return { document: narrowed, sheet: { kind: 'text', text: narrowed.token } };
}
