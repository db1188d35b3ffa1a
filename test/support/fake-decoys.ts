import { type PageItem, TRIP_SOURCES_MAX, type TripItem, WAITING } from '../../contract/honeytokens.ts';
import type { PlacementItem } from '../../contract/placements.ts';
import { type BlockItem, type SealKeyItem, WATCH_LIST } from '../../contract/watch-list.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { tripEntry, tripWindow } from '../../lambda/domain/trip-window.ts';
import type {
  Blocklist,
  DecoySecretNames,
  PlacementChanges,
  Placements,
  SealKeyFound,
  SealKeys,
  TripBook,
} from '../../lambda/flows/decoy-ports.ts';
import type { TripLog } from '../../lambda/flows/honeytoken-ports.ts';
import type { PageBook } from '../../lambda/flows/response/response-ports.ts';
import { FaultPlan } from './operator-fakes.ts';

/** The seal key in memory; can be told that the operator may not read it. */
export class FakeSealKeys implements SealKeys {
  item: SealKeyItem | undefined;
  denied = false;
  readonly faults: FaultPlan;

  constructor(faults = new FaultPlan()) {
    this.faults = faults;
  }

  async find(): Promise<SealKeyFound> {
    if (this.denied)
      return {
        kind: 'denied',
        fault: new OperatorFault('aws.refused', 'reading the seal key: no', 'ask for it'),
      };
    return this.faults.take('findSeal', () =>
      this.item === undefined ? { kind: 'none' } : { kind: 'known', item: this.item },
    );
  }

  async add(item: SealKeyItem): Promise<void> {
    this.faults.take('addSeal', () => {
      this.item ??= item;
    });
  }
}

/** Placements in memory, in the order of their ids. */
export class FakePlacements implements Placements {
  readonly items = new Map<string, PlacementItem>();
  readonly faults: FaultPlan;

  constructor(faults = new FaultPlan()) {
    this.faults = faults;
  }

  async add(item: PlacementItem): Promise<void> {
    this.faults.take('place', () => {
      if (this.items.has(item.entry)) throw new OperatorFault('aws.refused', 'place: refused', 'allow it');
      this.items.set(item.entry, stored(item));
    });
  }

  async find(id: string): Promise<PlacementItem | undefined> {
    return this.faults.take('findPlacement', () => this.items.get(id));
  }

  async *all(): AsyncGenerator<PlacementItem> {
    for (const id of [...this.items.keys()].sort()) {
      const item = this.items.get(id);
      if (item !== undefined) yield item;
    }
  }

  async change(read: PlacementItem, changes: PlacementChanges): Promise<boolean> {
    return this.faults.take('changePlacement', () => {
      const item = this.items.get(read.entry);
      if (item === undefined || item.state !== read.state) return false;
      this.items.set(read.entry, { ...item, ...stored(changes) });
      return true;
    });
  }

  async discard(read: PlacementItem): Promise<boolean> {
    return this.faults.take('discardPlacement', () => {
      const item = this.items.get(read.entry);
      if (item !== undefined && item.state !== 'pending') return false;
      this.items.delete(read.entry);
      return true;
    });
  }
}

/** Records of uses in memory, written and read. */
export class FakeTripBook implements TripBook, TripLog {
  items: TripItem[] = [];

  async record({ tokenId, window, trip, source }: TripFacts): Promise<'first' | 'repeated'> {
    const entry = tripEntry(window);
    const there = this.items.find((item) => item.tokenId === tokenId && item.entry === entry);
    const { hits = 0, sources = [], trips = [] } = there ?? {};
    const isFirst = !sources.includes(source) && trips.length < TRIP_SOURCES_MAX;
    const item: TripItem = {
      ...{ tokenId, entry, hits: hits + 1, lastAt: trip.at, expiresAt: 1_800_000_000, outbox: WAITING },
      waitingSince: there?.waitingSince ?? trip.at,
      sources: isFirst ? [...sources, source].sort() : sources,
      trips: isFirst ? [...trips, trip] : trips,
    };
    this.items = [...this.items.filter((other) => other !== there), item];
    return isFirst ? 'first' : 'repeated';
  }

  async *of(tokenId: string, since: Date): AsyncGenerator<TripItem> {
    for await (const item of this.all(since)) if (item.tokenId === tokenId) yield item;
  }

  async *all(since: Date): AsyncGenerator<TripItem> {
    const from = tripEntry(tripWindow(since));
    const found = this.items.filter(({ entry }) => entry >= from);
    yield* found.sort((a, b) => (a.entry < b.entry ? 1 : -1));
  }
}

/** Blocks in memory, by their range. */
export class FakeBlocklist implements Blocklist {
  readonly items = new Map<string, BlockItem>();

  async *all(): AsyncGenerator<BlockItem> {
    yield* [...this.items.values()].sort((a, b) => (a.entry < b.entry ? -1 : 1));
  }

  async put(item: BlockItem): Promise<void> {
    this.items.set(item.entry, item);
  }

  async remove(range: string): Promise<BlockItem | undefined> {
    const entry = `${WATCH_LIST.blockPrefix}${range}`;
    const item = this.items.get(entry);
    this.items.delete(entry);
    return item;
  }
}

/** A table holds no field without a value. */
const stored = <T extends object>(item: T): T =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as T;

/** What people were told, in memory. */
export class FakePageBook implements PageBook {
  readonly items = new Map<string, PageItem>();

  async last(tokenId: string): Promise<PageItem | undefined> {
    return this.items.get(tokenId);
  }

  async replace(last: PageItem | undefined, next: PageItem): Promise<boolean> {
    const there = this.items.get(next.tokenId);
    if (there?.pageId !== last?.pageId || there?.state !== last?.state) return false;
    this.items.set(next.tokenId, next);
    return true;
  }
}

/** Names of decoy secrets; `faults` may refuse `listRules`. */
export class FakeDecoySecrets implements DecoySecretNames {
  readonly names: string[] = [];
  readonly #faults: FaultPlan;

  constructor(faults: FaultPlan) {
    this.#faults = faults;
  }

  async all(): Promise<readonly string[]> {
    return this.#faults.take('listRules', () => this.names);
  }
}
