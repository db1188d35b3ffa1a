import { type ReportKeys, readReportKeys } from '../../domain/leak/report-keys.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import type { ReportKeySource } from '../../flows/leak/leak-ports.ts';
import type { Clock } from '../../flows/ports.ts';
import type { ProviderCall } from '../providers/provider-call.ts';

/** So long a list serves without being read again. */
const FRESH_MS = 3_600_000;
/** So long it serves where GitHub cannot be read; afterwards nothing is believed. */
const STALE_MS = 24 * 3_600_000;
/** An id that is not listed has the list read again, but no sooner: anybody can make ids up. */
const REREAD_MS = 5 * 60_000;
/** After a read that failed. */
const RETRY_MS = 60_000;

const ACTION = 'reading the keys that sign GitHub’s reports';

/**
 * GitHub's public keys, in memory. GitHub answers 60 such calls an hour for an address that says no name
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api), so how often they are read does not depend
 * on what strangers send.
 */
export class GithubReportKeys implements ReportKeySource {
  readonly #call: ProviderCall;
  readonly #url: string;
  readonly #now: Clock;
  #keys: ReportKeys = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(call: ProviderCall, url: string, now: Clock) {
    this.#call = call;
    this.#url = url;
    this.#now = now;
  }

  async find(id: string) {
    const known = () => this.#keys.get(id);
    const age = this.#age(this.#readAt);
    if (age < (known() === undefined ? REREAD_MS : FRESH_MS)) return known();
    try {
      await this.#reread();
    } catch (error) {
      // An id that is not in the old list may be in the one that cannot be read.
      if (known() === undefined || this.#age(this.#readAt) > STALE_MS) throw error;
    }
    return known();
  }

  #age(at: number): number {
    return this.#now().getTime() - at;
  }

  #reread(): Promise<void> {
    if (this.#age(this.#failedAt) < RETRY_MS) return Promise.reject(new ProviderFault('unreachable', ACTION));
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      // GitHub answers nobody who does not say what he is.
      const headers = { 'user-agent': 'sallyport', accept: 'application/vnd.github+json' };
      const { status, json } = await this.#call({ action: ACTION, method: 'GET', url: this.#url, headers });
      const keys = status === 200 ? readReportKeys(json) : undefined;
      if (keys === undefined)
        throw new ProviderFault(status === 200 ? 'unreadable' : 'refused', ACTION, status);
      this.#keys = keys;
      this.#readAt = this.#now().getTime();
    } catch (error) {
      this.#failedAt = this.#now().getTime();
      throw error;
    }
  }
}
