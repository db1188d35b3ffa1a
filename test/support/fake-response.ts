import { HONEYTOKEN_ENTRIES, type PageItem, type TripItem } from '../../contract/honeytokens.ts';
import type { ResponsePolicy } from '../../contract/response-policy.ts';
import type { BlockItem } from '../../contract/watch-list.ts';
import { windowOf } from '../../lambda/domain/response/due-trips.ts';
import type { PageText, Planted } from '../../lambda/domain/response/page-text.ts';
import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { tripEntry } from '../../lambda/domain/trip-window.ts';
import type { TripLog } from '../../lambda/flows/honeytoken-ports.ts';
import type {
  BlockDesk,
  GoodTraffic,
  GoodTrafficAsked,
  PageBook,
  Pager,
  Placements,
  TripDesk,
  TripPlace,
} from '../../lambda/flows/response/response-ports.ts';

export const ENFORCED: ResponsePolicy = {
  block: 'enforce',
  blockRouteCaller: 'report',
  quarantineBeside: 'enforce',
  reroll: 'off',
  blockForSeconds: 3_600,
  blocksPerHourMax: 100,
  neverBlock: [],
  securityHub: false,
};

const SOURCES_MAX = 20;
const keyOf = (item: { readonly tokenId: string; readonly entry: string }): string =>
  `${item.tokenId} ${item.entry}`;

/** The honeytokens table in memory, as authorizer and responder write it. */
export class FakeHoneytokens implements TripLog, TripDesk, Placements, BlockDesk, PageBook {
  readonly records = new Map<string, TripItem>();
  readonly pages = new Map<string, PageItem>();
  readonly blocks = new Map<string, BlockItem>();
  readonly taken = new Map<string, Set<string>>();
  readonly planted = new Map<string, Planted>();

  async record({ tokenId, trip, source, window, event }: TripFacts): Promise<'first' | 'repeated'> {
    const place = { tokenId, entry: tripEntry(window) };
    const known = this.records.get(keyOf(place)) ?? {
      ...place,
      hits: 0,
      lastAt: '',
      sources: [],
      trips: [],
      expiresAt: 0,
    };
    const { events = [] } = known;
    if (event !== undefined && events.includes(event)) return 'repeated';
    const once = event === undefined ? {} : { events: [...events, event] };
    const counted = { ...known, ...once, hits: known.hits + 1, lastAt: trip.at };
    const first = !known.sources.includes(source) && known.trips.length < SOURCES_MAX;
    const due = { outbox: 'waiting', waitingSince: trip.at } as const;
    const described = { sources: [...known.sources, source], trips: [...known.trips, trip], ...due };
    const { outbox = 'counting', waitingSince = trip.at } = known;
    const again = event === undefined ? counted : { ...counted, outbox, waitingSince };
    this.records.set(keyOf(place), first ? { ...counted, ...described } : again);
    return first ? 'first' : 'repeated';
  }

  async read({ tokenId, window }: TripPlace): Promise<TripItem | undefined> {
    return this.records.get(keyOf({ tokenId, entry: tripEntry(window) }));
  }

  async unsettled(state: 'waiting' | 'counting', before: Date, limit: number): Promise<readonly TripPlace[]> {
    return [...this.records.values()]
      .filter(({ outbox, waitingSince = '' }) => outbox === state && waitingSince < before.toISOString())
      .slice(0, limit)
      .map((record) => ({ tokenId: record.tokenId, window: windowOf(record) }));
  }

  async openOf(tokenId: string, since: Date): Promise<readonly TripItem[]> {
    return [...this.records.values()].filter(
      (record) =>
        record.tokenId === tokenId &&
        record.outbox !== undefined &&
        record.entry >= tripEntry(since.toISOString()),
    );
  }

  async answer(place: TripPlace, source: string, words: string): Promise<void> {
    const record = await this.read(place);
    if (record === undefined) throw new Error('there is no such record');
    this.records.set(keyOf(record), { ...record, answers: { ...record.answers, [source]: words } });
  }

  async moveOn(read: TripItem, to: 'counting' | 'settled'): Promise<void> {
    const record = this.records.get(keyOf(read));
    if (record === undefined || record.trips.length !== read.trips.length) return;
    const { outbox: _outbox, waitingSince, ...settled } = record;
    this.records.set(
      keyOf(read),
      to === 'settled' ? settled : { ...settled, waitingSince, outbox: 'counting' },
    );
  }

  async find(tokenId: string): Promise<Planted | undefined> {
    return this.planted.get(tokenId);
  }

  async take(range: string, hour: string, max: number): Promise<boolean> {
    const ranges = this.taken.get(hour) ?? new Set();
    this.taken.set(hour, ranges);
    if (!ranges.has(range) && ranges.size >= max) return false;
    ranges.add(range);
    return true;
  }

  async put(block: BlockItem, now: Date): Promise<boolean> {
    const present = this.blocks.get(block.range);
    if (present !== undefined && present.expiresAt > Math.floor(now.getTime() / 1_000)) return false;
    this.blocks.set(block.range, block);
    return true;
  }

  async inForce(now: Date): Promise<readonly BlockItem[]> {
    return [...this.blocks.values()].filter(({ expiresAt }) => expiresAt > Math.floor(now.getTime() / 1_000));
  }

  async last(tokenId: string): Promise<PageItem | undefined> {
    return this.pages.get(keyOf({ tokenId, entry: `${HONEYTOKEN_ENTRIES.pagePrefix}last` }));
  }

  async replace(last: PageItem | undefined, next: PageItem): Promise<boolean> {
    const present = this.pages.get(keyOf(next));
    if (present?.pageId !== last?.pageId || present?.state !== last?.state) return false;
    this.pages.set(keyOf(next), next);
    return true;
  }
}

/** Keeps what was sent; can be told how sending ends. */
export class FakePager implements Pager {
  readonly sent: PageText[] = [];
  outcome: 'sent' | 'refused' | 'unsure' = 'sent';

  async send(text: PageText): Promise<'sent' | 'refused' | 'unsure'> {
    if (this.outcome !== 'refused') this.sent.push(text);
    return this.outcome;
  }
}

/** When calls from a range were last allowed, by whom. */
export class FakeGoodTraffic implements GoodTraffic {
  readonly allowed = new Map<string, { readonly at: Date; readonly keyId: string }>();

  async lastAllowed({ range, since, before, exceptKey }: GoodTrafficAsked): Promise<Date | undefined> {
    const found = this.allowed.get(range);
    if (found === undefined || found.keyId === exceptKey) return undefined;
    return found.at >= since && found.at < before ? found.at : undefined;
  }
}
