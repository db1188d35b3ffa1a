import type { CredentialRefusal, Upstream } from '../../contract/upstream.ts';
import type { Authorised, Call } from '../domain/call.ts';
import { Fault } from '../domain/fault.ts';
import { refusalNeedsBody, refusesOurKey } from '../domain/upstream-refusal.ts';
import { mayBeSentTo, type UpstreamKey } from '../domain/upstream-secret.ts';
import type { Metrics, UpstreamAnswer, UpstreamPort, Vault } from './ports.ts';
import { readBounded } from './read-bounded.ts';

/** Enough for every provider's error document; a longer body is not a key refusal and is passed on as it is. */
const REFUSAL_BYTES_MAX = 65_536;

export interface AskUpstreamDeps {
  readonly settings: { readonly upstream: Upstream };
  readonly vault: Vault;
  readonly upstream: UpstreamPort;
  readonly metrics: Metrics;
}

export interface Asked {
  readonly answer: UpstreamAnswer;
  readonly key: UpstreamKey;
}

/**
 * Asks with the current key. If the upstream refuses the key, the secret is read again, and when that gives another key
 * the call is repeated once: it is whole in memory, and the upstream refused it before acting on it.
 */
export async function askUpstream(
  deps: AskUpstreamDeps,
  call: Authorised<Call>,
  signal: AbortSignal,
): Promise<Asked> {
  const key = bound(deps, await deps.vault.current());
  const answer = await attempt(deps, call, key, signal);
  if (answer !== 'refused') return { answer, key };
  const other = bound(deps, await rereadOf(deps));
  const second = other.version === key.version ? 'refused' : await attempt(deps, call, other, signal);
  if (second !== 'refused') return { answer: second, key: other };
  deps.metrics.count('UpstreamCredentialRejected');
  throw new Fault('upstream.credential_rejected');
}

/** Without another key the refusal is the last word on ours, whatever else is wrong. */
const rereadOf = (deps: AskUpstreamDeps): Promise<UpstreamKey> =>
  deps.vault.reread().catch((error: unknown) => {
    deps.metrics.count('UpstreamCredentialRejected');
    throw error;
  });

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
): Promise<UpstreamAnswer | 'refused'> {
  const rules: readonly CredentialRefusal[] = deps.settings.upstream.refusals;
  const answer = await deps.upstream.forward(call, key, signal);
  if (!refusalNeedsBody(rules, answer.status)) {
    if (!refusesOurKey(rules, answer.status, '')) return answer;
    answer.discard();
    return 'refused';
  }
  const start = await readBounded(answer.body, REFUSAL_BYTES_MAX);
  if (!refusesOurKey(rules, answer.status, start.text)) return { ...answer, body: start.replay };
  answer.discard();
  return 'refused';
}
