import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { type Block, type WatchList, watchList } from '../../lambda/domain/watch-list.ts';
import type { TripLog, Watch } from '../../lambda/flows/honeytoken-ports.ts';

export const SEAL_KEY = '5e'.repeat(32);

/** A watch list in memory; can be told that it has to be read, and that it cannot. */
export class FakeWatch implements Watch {
  list: WatchList = watchList(SEAL_KEY, []);
  remembered = true;
  broken = false;

  block(...blocks: readonly Block[]): void {
    this.list = watchList(SEAL_KEY, blocks);
  }

  fresh(): WatchList | undefined {
    return this.remembered ? this.list : undefined;
  }

  async current(): Promise<WatchList> {
    if (this.broken) throw new Error('the honeytokens table does not answer');
    return this.list;
  }
}

/** Keeps trips; can be held back, and told to fail. */
export class FakeTripLog implements TripLog {
  readonly recorded: TripFacts[] = [];
  broken = false;
  gate: Promise<void> = Promise.resolve();

  async record(facts: TripFacts): Promise<'first' | 'repeated'> {
    await this.gate;
    if (this.broken) throw new Error('the honeytokens table does not answer');
    const known = this.recorded.some(
      ({ tokenId, window, source }) =>
        tokenId === facts.tokenId && window === facts.window && source === facts.source,
    );
    this.recorded.push(facts);
    return known ? 'repeated' : 'first';
  }
}
