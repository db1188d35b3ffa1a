import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { TOKENS_MOUNT } from '../../contract/tokens.ts';
import { type Caller, callerOf } from '../domain/caller.ts';
import { readClientKey } from '../domain/client-key.ts';
import { Fault } from '../domain/fault.ts';
import { granted } from '../domain/granted.ts';
import type { KeyJudgement } from '../domain/judge-key.ts';
import { overAge } from '../domain/key-age.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isDecoy } from '../domain/seal.ts';
import { readTokenForm, type TokenForm } from '../domain/token-form.ts';
import type { WatchList } from '../domain/watch-list.ts';
import { type AuthoriseTokenDeps, authoriseToken } from './authorise-token.ts';
import { judgeRecord } from './judge-record.ts';
import type { Pulse } from './ports.ts';
import { recordRefusal } from './record-refusal.ts';
import {
  blocked,
  currentWatch,
  REFUSED,
  type Refused,
  type TripCallerDeps,
  tripKey,
  tripRoute,
} from './trip-caller.ts';

export interface AuthoriseCallerDeps extends TripCallerDeps, AuthoriseTokenDeps {
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
  /** A path that no client should call: whoever does trips it, with whatever credential. */
  readonly decoyRoute?: string;
  /** What a trip or a refusal records besides; asked only then. */
  readonly describe: () => { readonly carrier: string; readonly userAgent: string };
}

/**
 * Who is calling? Rejects with `credential.rejected` for every reason a stranger may not learn, or `gateway.unavailable`.
 *
 * A refusal leaves on a beat that was set when the call came in, so that what was done in the meantime does not show in
 * when it leaves: a look-up, none, or a look-up and a record. The record has until then to be acknowledged, and is not
 * waited for any longer, because that would tell a key that exists from one that does not. The use of a honeytoken is the
 * exception: its answer leaves with the next beat after the use is durable, because whoever learns from a slow write that
 * this was a honeytoken has tripped it.
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

type CallerVerdict = Caller | Refused;

/** The caller, or what is known of a refusal: nothing, or the key that was refused. */
async function judgeCaller(deps: AuthoriseCallerDeps, facts: CallerFacts): Promise<CallerVerdict> {
  if (facts.decoyRoute !== undefined) return tripRoute(deps, facts, facts.decoyRoute);
  const { credential = '' } = facts;
  const presented = readClientKey(credential);
  const keyHash = presented?.stage === deps.stage ? presented.keyHash : undefined;
  const form = keyHash === undefined ? readTokenForm(credential) : undefined;
  if (keyHash === undefined && form === undefined) {
    deps.metrics.count('CredentialMalformed');
    return REFUSED;
  }
  const known = deps.watch.fresh();
  if (known !== undefined && blocked(deps, facts.ip, known)) return REFUSED;
  const verdict = (watch: Promise<WatchList>) =>
    form === undefined ? judgeHash(deps, facts, keyHash ?? '', watch) : judgeHolder(deps, facts, form, watch);
  if (known !== undefined) return verdict(Promise.resolve(known));
  const watch = currentWatch(deps);
  const judged = verdict(watch);
  judged.catch(() => undefined); // it fails as the watch list does, which is waited for first
  return blocked(deps, facts.ip, await watch) ? REFUSED : judged;
}

/** What the record of a client key says. */
async function judgeHash(
  deps: AuthoriseCallerDeps,
  facts: CallerFacts,
  keyHash: string,
  watching: Promise<WatchList>,
): Promise<CallerVerdict> {
  const unavailable = (cause: unknown): never => {
    deps.metrics.count('KeyLookupFailed');
    throw new Fault('gateway.unavailable', { cause });
  };
  const [watch, key] = await Promise.all([watching, deps.keys.find(keyHash).catch(unavailable)]);
  if (key === undefined) {
    deps.metrics.count('CredentialUnknown');
    return REFUSED;
  }
  if (isDecoy(key, watch.sealKey)) return tripKey(deps, facts, key);
  const judgement = await judged(deps, facts, key).catch(unavailable);
  if (judgement !== 'accepted') {
    deps.metrics.count('CredentialRefused');
    return { refusal: recordRefusal(deps, facts, key, `credential.${judgement}`) };
  }
  // The key before must be known dead before this one serves anything: one write, once in a key's life.
  if (key.firstUsedAt === 'never') await deps.keys.noteFirstUse(key, deps.now()).catch(unavailable);
  return granted(callerOf(key), facts.mount, key);
}

async function judged(deps: AuthoriseCallerDeps, { ip }: CallerFacts, key: KeyItem): Promise<KeyJudgement> {
  const now = deps.now();
  const judgement = await judgeRecord(deps.keys, key, { now, ip, policy: deps.keyPolicy });
  if (judgement === 'accepted' && deps.keyPolicy !== undefined && overAge(key, deps.keyPolicy, now))
    deps.metrics.count('KeyOverAge');
  return judgement;
}

/** The same for a token: its key is judged as if it had been presented itself. */
async function judgeHolder(
  deps: AuthoriseCallerDeps,
  facts: CallerFacts,
  form: TokenForm,
  watching: Promise<WatchList>,
): Promise<CallerVerdict> {
  const asked = { ip: facts.ip, spends: facts.mount !== TOKENS_MOUNT };
  const verdict = await authoriseToken(deps, form, asked, async (key) =>
    isDecoy(key, (await watching).sealKey) ? 'bait' : judged(deps, facts, key),
  );
  if (verdict.kind === 'unknown') return REFUSED;
  if (verdict.kind === 'accepted') return granted(verdict.caller, facts.mount, verdict.key, verdict.token);
  if (isDecoy(verdict.key, (await watching).sealKey)) return tripKey(deps, facts, verdict.key);
  deps.metrics.count('TokenRefused');
  return { refusal: recordRefusal(deps, facts, verdict.key, verdict.verdict, verdict.tokenId) };
}
