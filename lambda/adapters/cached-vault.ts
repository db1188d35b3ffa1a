import { SECRET_USABLE_MS } from '../../contract/secrets.ts';
import { detectorOf } from '../domain/detector.ts';
import { Fault } from '../domain/fault.ts';
import type { Secret } from '../domain/secret.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import type { Clock, Metrics, Vault } from '../flows/ports.ts';
import type { SecretSource } from './secrets-manager-source.ts';

/** Older than this, a key is read again beside the request that still uses it. */
export const SECRET_FRESH_MS = 60_000;
/** Older than this although reads were tried, it is counted, and an alarm goes off. */
export const SECRET_STALE_MS = 5 * 60_000;
/**
 * A refused key that was read again and is still the same is not read again so soon: while an upstream refuses our key, every
 * call and every client's retry would read the secret.
 */
export const SECRET_REREAD_PAUSE_MS = 1_000;

/**
 * Keeps one upstream key in memory, and beside it what else of its secret is live: that is read after the key, beside the
 * call that already uses it. A failed read is never remembered, and never replaces what is known.
 */
export class CachedVault implements Vault {
  readonly #source: SecretSource;
  readonly #metrics: Metrics;
  readonly #now: Clock;
  #known: { readonly key: UpstreamKey; readonly readAt: number } | undefined;
  #reading: Promise<UpstreamKey> | undefined;
  #confirmedAt: number | undefined;
  #others: readonly UpstreamKey[] | undefined;
  #replaced: UpstreamKey | undefined;
  #readingOthers: Promise<void> | undefined;
  #live: readonly Secret[] = [];

  constructor(source: SecretSource, metrics: Metrics, now: Clock) {
    this.#source = source;
    this.#metrics = metrics;
    this.#now = now;
  }

  async current(): Promise<UpstreamKey> {
    const known = this.#known;
    if (known === undefined) return this.#refresh();
    const ageMs = Math.abs(this.#now().getTime() - known.readAt); // a clock set back does not make a key young again
    const { freshMs = SECRET_FRESH_MS, usableMs = SECRET_USABLE_MS } = known.key.lifetime ?? {};
    if (ageMs < freshMs) return known.key;
    const reading = this.#refresh();
    if (ageMs >= usableMs) return reading;
    reading.catch(() => undefined); // counted where it was read; what is known still serves
    if (ageMs >= freshMs + SECRET_STALE_MS - SECRET_FRESH_MS) this.#metrics.count('SecretServedStale');
    return known.key;
  }

  async reread(): Promise<UpstreamKey> {
    const before = this.#known?.key;
    const sinceMs = Math.abs(this.#now().getTime() - (this.#confirmedAt ?? Number.NEGATIVE_INFINITY));
    if (before !== undefined && sinceMs < SECRET_REREAD_PAUSE_MS) return before;
    const key = await this.#refresh();
    this.#confirmedAt = key.version === before?.version ? this.#now().getTime() : undefined;
    return key;
  }

  #refresh(): Promise<UpstreamKey> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async live(): Promise<readonly Secret[]> {
    if (this.#others === undefined) await this.#readingOthers;
    return this.#listed();
  }

  async alternatives(): Promise<readonly UpstreamKey[]> {
    await this.#readingOthers;
    return this.#others ?? [];
  }

  /** The same list as before if it says the same. */
  #listed(): readonly Secret[] {
    const live = [...new Set(this.#versions().map(({ secret }) => secret))];
    const unchanged =
      live.length === this.#live.length && live.every((secret, n) => secret === this.#live[n]);
    if (!unchanged) this.#live = live;
    return this.#live;
  }

  async settled(): Promise<void> {
    await this.#reading?.catch(() => undefined);
    await this.#readingOthers;
  }

  async #read(): Promise<UpstreamKey> {
    const readAt = this.#now().getTime();
    try {
      const key = this.#kept(await this.#source.current());
      // What was replaced a moment ago is live until the upstream forgets it, whether or not AWS still has it.
      if (this.#known !== undefined && this.#known.key !== key) this.#replaced = this.#known.key;
      this.#known = { key, readAt };
      this.#readingOthers ??= this.#readOthers();
      return key;
    } catch (error) {
      const unset = error instanceof Fault && error.code === 'upstream.not_configured';
      if (unset) this.#known = undefined; // an operator took the key away: no memory may bring it back
      this.#metrics.count(unset ? 'UpstreamNotConfigured' : 'SecretReadFailed');
      throw error;
    }
  }

  #versions(): UpstreamKey[] {
    return [this.#known?.key, this.#replaced, ...(this.#others ?? [])].filter((key) => key !== undefined);
  }

  /** A version that is known keeps its box, and with it everything that was made for it: Secrets Manager never changes one. */
  #kept(key: UpstreamKey): UpstreamKey {
    return (
      (key.version === '' ? undefined : this.#versions().find(({ version }) => version === key.version)) ??
      key
    );
  }

  async #readOthers(): Promise<void> {
    try {
      this.#others = (await this.#source.others()).map((key) => this.#kept(key));
    } catch {
      this.#metrics.count('SecretReadFailed'); // what was known of them is still searched for
    } finally {
      this.#readingOthers = undefined;
    }
    detectorOf(this.#listed()); // made now, while the upstream works, and not when its answer waits
  }
}
