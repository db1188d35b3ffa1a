import { WATCH_MEMORY_MS } from '../../contract/watch-list.ts';
import type { WatchList } from '../domain/watch-list.ts';
import type { Watch, WatchListSource } from '../flows/honeytoken-ports.ts';
import type { Clock } from '../flows/ports.ts';

/** From this age on, a request that finds the list fresh reads it again beside itself. */
const AHEAD_MS = WATCH_MEMORY_MS / 2;

/**
 * One read of the watch list for all requests. A list is fresh for `WATCH_MEMORY_MS` from when it was asked for; under steady
 * traffic it is read beside requests, so that nobody waits. A read that fails leaves the last list in force, because a block
 * that was set is better kept than dropped; where there is none yet, nobody can be let in.
 */
export class CachedWatch implements Watch {
  readonly #source: WatchListSource;
  readonly #now: Clock;
  readonly #onFailure: () => void;
  #known: { readonly list: WatchList; readonly at: number } | undefined;
  #reading: Promise<WatchList> | undefined;

  constructor(source: WatchListSource, now: Clock, onFailure: () => void) {
    this.#source = source;
    this.#now = now;
    this.#onFailure = onFailure;
  }

  fresh(): WatchList | undefined {
    if (this.#known === undefined) return undefined;
    const ageMs = this.#now().getTime() - this.#known.at;
    if (ageMs < 0 || ageMs >= WATCH_MEMORY_MS) return undefined;
    if (ageMs >= AHEAD_MS) void this.#read().catch(() => undefined);
    return this.#known.list;
  }

  async current(): Promise<WatchList> {
    const fresh = this.fresh();
    if (fresh !== undefined) return fresh;
    try {
      return await this.#read();
    } catch (error) {
      if (this.#known === undefined) throw error;
      return this.#known.list;
    }
  }

  #read(): Promise<WatchList> {
    if (this.#reading !== undefined) return this.#reading;
    const at = this.#now().getTime();
    const reading = this.#source.read().then(
      (list) => {
        this.#known = { list, at };
        return list;
      },
      (error: unknown) => {
        this.#onFailure();
        throw error;
      },
    );
    this.#reading = reading.finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }
}
