import type { KeyPolicy } from '../../contract/key-policy.ts';
import { type Caller, callerOf } from '../domain/caller.ts';
import { readClientKey } from '../domain/client-key.ts';
import { Fault } from '../domain/fault.ts';
import { judgeKey } from '../domain/judge-key.ts';
import { overAge } from '../domain/key-age.ts';
import type { Refusal } from '../domain/refusal.ts';
import { anySuccessorUsed } from './any-successor-used.ts';
import type { KeyStore, Pulse } from './ports.ts';
import { type RecordRefusalDeps, recordRefusal } from './record-refusal.ts';

export interface AuthoriseCallerDeps extends RecordRefusalDeps {
  readonly keys: KeyStore;
  readonly stage: string;
  /** Absent: keys may become as old as they like. */
  readonly keyPolicy?: KeyPolicy;
  /** Refusals leave on its beats only. */
  readonly startPulse: () => Pulse;
  /** The record of a refusal was not acknowledged by the time the answer left: this line may be all that is left of it. */
  readonly logRefusal: (refusal: Refusal) => void;
}

export interface CallerFacts {
  /** The one credential that was presented; `undefined` for none, or for more than one. */
  readonly credential: string | undefined;
  readonly ip: string;
  readonly callId: string;
  readonly method: string;
  /** The mount the request came to, for the audit record of a refusal. */
  readonly mount: string;
}

/**
 * Who is calling? Rejects with `credential.rejected` for every reason a stranger may not learn, or `gateway.unavailable`.
 *
 * A refusal leaves on a beat that was set when the call came in, so that what was done in the meantime does not show in
 * when it leaves: a look-up, none, or a look-up and a record. The record has until then to be acknowledged, and is not
 * waited for any longer, because that would tell a key that exists from one that does not.
 */
export async function authoriseCaller(deps: AuthoriseCallerDeps, facts: CallerFacts): Promise<Caller> {
  const pulse = deps.startPulse();
  try {
    const verdict = await judgeCaller(deps, facts);
    if ('context' in verdict) return verdict;
    await pulse.next();
    if (verdict.refusal !== undefined && !verdict.refusal.recorded) deps.logRefusal(verdict.refusal);
    throw new Fault('credential.rejected');
  } finally {
    pulse.stop();
  }
}

/** The caller, or what is known of a refusal: nothing, or the key that was refused. */
async function judgeCaller(
  deps: AuthoriseCallerDeps,
  facts: CallerFacts,
): Promise<Caller | { readonly refusal: Refusal | undefined }> {
  const presented = facts.credential === undefined ? undefined : readClientKey(facts.credential);
  if (presented === undefined || presented.stage !== deps.stage) {
    deps.metrics.count('CredentialMalformed');
    return { refusal: undefined };
  }
  const unavailable = (cause: unknown): never => {
    deps.metrics.count('KeyLookupFailed');
    throw new Fault('gateway.unavailable', { cause });
  };
  const key = await deps.keys.find(presented.keyHash).catch(unavailable);
  if (key === undefined) {
    deps.metrics.count('CredentialUnknown');
    return { refusal: undefined };
  }
  const now = deps.now();
  const successorUsed =
    key.endsOnFirstUse === true ? await anySuccessorUsed(deps.keys, key).catch(unavailable) : undefined;
  const judgement = judgeKey(key, { now, ip: facts.ip, policy: deps.keyPolicy, successorUsed });
  if (judgement !== 'accepted') {
    deps.metrics.count('CredentialRefused');
    return { refusal: recordRefusal(deps, facts, key, `credential.${judgement}`) };
  }
  // The key before must be known dead before this one serves anything: one write, once in a key's life.
  if (key.firstUsedAt === 'never') await deps.keys.noteFirstUse(key, now).catch(unavailable);
  if (deps.keyPolicy !== undefined && overAge(key, deps.keyPolicy, now)) deps.metrics.count('KeyOverAge');
  return callerOf(key);
}
