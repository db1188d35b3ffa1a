import type { TripFacts } from '../domain/trip-facts.ts';
import type { WatchList } from '../domain/watch-list.ts';

/** Reads the watch list as it stands. Rejects when the store cannot answer. */
export interface WatchListSource {
  read(): Promise<WatchList>;
}

/** The watch list as the authorizer remembers it. */
export interface Watch {
  /** What is in memory and fresh enough to be used at once. */
  fresh(): WatchList | undefined;
  /** The same, or a read that is waited for. Rejects only where nothing was ever read. */
  current(): Promise<WatchList>;
}

/** Records uses of honeytokens in bounded space. Resolves only when the use is durable. */
export interface TripLog {
  /** `first`: of this source within the window; its event is waiting to be answered. `repeated`: counted. */
  record(facts: TripFacts): Promise<'first' | 'repeated'>;
}
