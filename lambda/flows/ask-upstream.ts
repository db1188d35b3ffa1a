import type { CredentialRefusal, Upstream } from '../../contract/upstream.ts';
import type { Authorised, Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import { isSearchable } from '../domain/searchable.ts';
import { refusalNeedsBody, refusesOurKey } from '../domain/upstream-refusal.ts';
import { mayBeSentTo, type UpstreamKey } from '../domain/upstream-secret.ts';
import type { Clock, Metrics, UpstreamAnswer, UpstreamPort, Vault } from './ports.ts';
import { readBounded } from './read-bounded.ts';

/** Enough for every provider's error document; a longer body is not a key refusal and is passed on as it is. */
const REFUSAL_BYTES_MAX = 65_536;

export interface AskUpstreamDeps {
  readonly settings: { readonly upstream: Upstream };
  readonly vault: Vault;
  readonly upstream: UpstreamPort;
  readonly metrics: Metrics;
  readonly now: Clock;
}

export interface Asked {
  readonly answer: UpstreamAnswer;
  readonly key: UpstreamKey;
}

/**
 * Asks with the current key. If the upstream refuses the key, the secret is read again, and the call is repeated once with the
 * key that is current now, or where that is the same with the pending or previous one: it is whole in memory, and the upstream
 * refused it before acting on it. Both share one time. That a key other than the current one was accepted is counted.
 * Nothing else is ever repeated: clients repeat what failed themselves, and a proxy that does so too multiplies it.
 */
export async function askUpstream(
  deps: AskUpstreamDeps,
  call: Authorised<Call>,
  signal: AbortSignal,
): Promise<Asked> {
  const key = bound(deps, await deps.vault.current());
  const startedAt = deps.now().getTime();
  const answer = await attempt(deps, call, key, signal, 0);
  if (answer !== 'refused') return { answer, key };
  const other = bound(deps, await rereadOf(deps));
  const spentMs = deps.now().getTime() - startedAt;
  const next = other.version === key.version ? await besideOf(deps, key) : other;
  const second = next === undefined ? 'refused' : await attempt(deps, call, next, signal, spentMs);
  if (next !== undefined && second !== 'refused') {
    if (next !== other) deps.metrics.count('UpstreamOtherKeyAccepted');
    return { answer: second, key: next };
  }
  deps.metrics.count('UpstreamCredentialRejected');
  throw new Fault('upstream.credential_rejected');
}

/** Without another key the refusal is the last word on ours, whatever else is wrong. */
const rereadOf = (deps: AskUpstreamDeps): Promise<UpstreamKey> =>
  deps.vault.reread().catch((error: unknown) => {
    deps.metrics.count('UpstreamCredentialRejected');
    throw error;
  });

/** Another key of the same secret that may be sent here: that of a rotation under way, or the one before. */
const besideOf = async (deps: AskUpstreamDeps, refused: UpstreamKey): Promise<UpstreamKey | undefined> =>
  (await deps.vault.alternatives()).find(
    (key) => key.version !== refused.version && mayBeSentTo(key, deps.settings.upstream.baseUrl),
  );

/** A secret names where it may go; any other target is refused, whatever the settings say. */
function bound(deps: AskUpstreamDeps, key: UpstreamKey): UpstreamKey {
  if (!mayBeSentTo(key, deps.settings.upstream.baseUrl)) throw new Fault('upstream.not_configured');
  return key;
}

async function attempt(
  deps: AskUpstreamDeps,
  call: Authorised<Call>,
  key: UpstreamKey,
  signal: AbortSignal,
  spentMs: number,
): Promise<UpstreamAnswer | 'refused'> {
  const rules: readonly CredentialRefusal[] = deps.settings.upstream.refusals;
  const answer = await deps.upstream.forward(call, key, signal, spentMs);
  const needsBody = refusalNeedsBody(rules, answer.status);
  if (!needsBody && refusesOurKey(rules, answer.status, '')) {
    answer.discard();
    return 'refused';
  }
  if (!isSearchable(answer)) {
    answer.discard(); // unread: it may be a bomb, and could not be searched for the key
    throw new Fault('upstream.unreadable');
  }
  if (!needsBody) return answer;
  const start = await readBounded(answer.body, REFUSAL_BYTES_MAX);
  if (!refusesOurKey(rules, answer.status, start.text)) return { ...answer, body: start.replay };
  answer.discard();
  return 'refused';
}
