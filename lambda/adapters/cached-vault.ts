import { Fault } from '../domain/fault.ts';
import type { UpstreamKey } from '../domain/upstream-secret.ts';
import type { Clock, Metrics, Vault } from '../flows/ports.ts';
import type { SecretSource } from './secrets-manager-source.ts';

/** Older than this, a key is read again beside the request that still uses it. */
export const SECRET_FRESH_MS = 60_000;
/** Older than this although reads were tried, it is counted, and an alarm goes off. */
export const SECRET_STALE_MS = 5 * 60_000;
/** Older than this it is not used any more. */
export const SECRET_USABLE_MS = 60 * 60_000;

/** Keeps one upstream key in memory. A failed read is never remembered, and never replaces what is known. */
export class CachedVault implements Vault {
  readonly #source: SecretSource;
  readonly #metrics: Metrics;
  readonly #now: Clock;
  #known: { readonly key: UpstreamKey; readonly readAt: number } | undefined;
  #reading: Promise<UpstreamKey> | undefined;

  constructor(source: SecretSource, metrics: Metrics, now: Clock) {
    this.#source = source;
    this.#metrics = metrics;
    this.#now = now;
  }

  async current(): Promise<UpstreamKey> {
    const known = this.#known;
    if (known === undefined) return this.reread();
    const ageMs = Math.abs(this.#now().getTime() - known.readAt); // a clock set back does not make a key young again
    if (ageMs < SECRET_FRESH_MS) return known.key;
    const reading = this.reread();
    if (ageMs >= SECRET_USABLE_MS) return reading;
    reading.catch(() => undefined); // counted where it was read; what is known still serves
    if (ageMs >= SECRET_STALE_MS) this.#metrics.count('SecretServedStale');
    return known.key;
  }

  reread(): Promise<UpstreamKey> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async settled(): Promise<void> {
    await this.#reading?.catch(() => undefined);
  }

  async #read(): Promise<UpstreamKey> {
    const readAt = this.#now().getTime();
    try {
      const key = await this.#source();
      this.#known = { key, readAt };
      return key;
    } catch (error) {
      const unset = error instanceof Fault && error.code === 'upstream.not_configured';
      if (unset) this.#known = undefined; // an operator took the key away: no memory may bring it back
      this.#metrics.count(unset ? 'UpstreamNotConfigured' : 'SecretReadFailed');
      throw error;
    }
  }
}
