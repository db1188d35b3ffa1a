import type { EventDetail, EventType } from '../../contract/events.ts';
import type { Measures, MetricName } from '../../contract/metrics.ts';
import type { Amounts } from '../../contract/quota.ts';
import type { AuditItem, KeyItem } from '../../contract/tables.ts';
import type { MintedItem } from '../../contract/token-tables.ts';
import type { Authorised, Call } from '../domain/call.ts';
import type { PublicKey } from '../domain/ed25519.ts';
import type { Secret } from '../domain/secret.ts';
import type { TokenSigner } from '../domain/sign-token.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';

/** Looks a client key's record up by the key's hash. Rejects when the store cannot answer. */
export interface KeyStore {
  find(keyHash: string): Promise<KeyItem | undefined>;
  /** Notes when a key whose first use is awaited was used. Resolves when it is durable, whoever was first. */
  noteFirstUse(key: KeyItem, at: Date): Promise<void>;
}

/** Appends one record. Resolves only when it is durable. */
export interface AuditLog {
  append(item: AuditItem): Promise<void>;
}

/** Puts one domain event on the bus. Resolves only when the bus has it. */
export interface EventBus {
  publish<T extends EventType>(type: T, detail: EventDetail<T>): Promise<void>;
}

/** Counts hard quotas. Every method rejects when the store cannot answer. */
export interface QuotaStore {
  /** Adds the amounts to a counter if that keeps every one of them within its limit; false, and nothing is counted, if not. */
  take(counter: string, amounts: Amounts, limits: Amounts, expiresAtSeconds: number): Promise<boolean>;
  /** Adds amounts, negative ones included, to a counter that exists; tried once. */
  add(counter: string, amounts: Amounts): Promise<void>;
  /** Marks that somebody was told that a counter is at its limit; false if that was marked before. */
  markTold(counter: string, at: string): Promise<boolean>;
}

/** Hands out the key of one upstream. Rejects with a Fault: `upstream.not_configured` or `gateway.unavailable`. */
export interface Vault {
  /** From memory where that is fresh enough; a refresh that is due runs beside the caller. */
  current(): Promise<UpstreamKey>;
  /** Read again now: the upstream refused what `current` gave. */
  reread(): Promise<UpstreamKey>;
  /**
   * Every version that the upstream may accept, as far as is known: current, pending and previous. The same list as long as
   * nothing changed. Waits for a read that is under way only where no other version was ever read. Never rejects.
   */
  live(): Promise<readonly Secret[]>;
  /** The pending and the previous key, as they were last read; a read that is under way is waited for. Never rejects. */
  alternatives(): Promise<readonly UpstreamKey[]>;
  /** Resolves when nothing is in flight any more: a frozen function would lose it. Never rejects. */
  settled(): Promise<void>;
}

export interface UpstreamAnswer {
  readonly status: number;
  /** Lower-case names; a name may repeat. */
  readonly headers: readonly (readonly [string, string])[];
  /** Ends normally only when the upstream completed its answer; otherwise it throws a Fault. */
  readonly body: AsyncIterable<Buffer>;
  /** Gives the connection up. Safe to call at any time, more than once. */
  discard(): void;
}

/**
 * Sends an authorised call with the upstream key. Rejects with a Fault: `upstream.unreachable`, `upstream.timeout`, or
 * `upstream.unreadable` where an answer's head cannot be passed on. `spentMs` of the whole time are already used up.
 */
export interface UpstreamPort {
  forward(
    call: Authorised<Call>,
    key: UpstreamKey,
    signal: AbortSignal,
    spentMs?: number,
  ): Promise<UpstreamAnswer>;
}

/** Counts what happened; never waits and never fails. */
export interface Metrics {
  /** Also by these dimensions, each of which has few values; with what was measured of the same. */
  count(name: MetricName, by?: Readonly<Record<string, string>>, measured?: Measures): void;
}

/** The client's side of the answer. */
export interface AnswerSink {
  /** Status and headers; final once called. */
  start(status: number, headers: readonly (readonly [string, string])[]): void;
  /** Resolves when the client's side can take more. One that takes nothing for too long counts as having left. */
  write(chunk: Buffer): Promise<void>;
  /** Ends the answer and waits until it was taken; safe when the client has left. */
  end(): Promise<void>;
  readonly started: boolean;
  /** Aborted when the client has left. */
  readonly left: AbortSignal;
}

/** Beats at equal distances from the moment it was started, whatever happens in between. */
export interface Pulse {
  /** Resolves at the next beat. */
  next(): Promise<void>;
  stop(): void;
}

export type Clock = () => Date;

/** The public halves of the keys that sign tokens. Rejects when the store cannot answer. */
export interface Signers {
  find(kid: string): Promise<PublicKey | undefined>;
}

/** Looks the record of a minted token up. Rejects when the store cannot answer. */
export interface MintedTokens {
  find(jti: string): Promise<MintedItem | undefined>;
  /**
   * Takes some of a token's uses: of two that ask for the last one, one gets it. False where not so many are left, or the
   * token was revoked, or is not the one that was minted. An answer that was lost can cost uses, and never gives any.
   */
  spend(token: { readonly jti: string; readonly digest: string }, uses: number): Promise<boolean>;
}

/** Writes the record of a new token, and resolves only when it is durable. */
export interface MintBook {
  add(item: MintedItem): Promise<void>;
}

/** The key that signs tokens; `undefined` until there is one. Rejects when the store cannot answer. */
export interface SigningKey {
  current(): Promise<TokenSigner | undefined>;
}
