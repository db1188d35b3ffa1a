import type { PageItem, TripItem } from '../../../contract/honeytokens.ts';
import type { BlockItem } from '../../../contract/watch-list.ts';
import type { Finding } from '../../domain/response/finding.ts';
import type { PageText, Planted } from '../../domain/response/page-text.ts';

/** Names a trip record. */
export interface TripPlace {
  readonly tokenId: string;
  /** Start of its window; ISO 8601, UTC. */
  readonly window: string;
}

/** The records of honeytokens' uses, as the responder works on them. Every method may be repeated. */
export interface TripDesk {
  read(place: TripPlace): Promise<TripItem | undefined>;
  /** Places of the records in this state since before a moment, the oldest first, at most `limit`. */
  unsettled(state: 'waiting' | 'counting', before: Date, limit: number): Promise<readonly TripPlace[]>;
  /** Records of one honeytoken that are not settled, of windows since a moment. */
  openOf(tokenId: string, since: Date): Promise<readonly TripItem[]>;
  /** Notes what was done about a source. */
  answer(place: TripPlace, source: string, words: string): Promise<void>;
  /** Moves a record on, or settles it, unless another source came since it was read. */
  moveOn(record: TripItem, to: 'counting' | 'settled'): Promise<void>;
}

/** Where honeytokens were planted. */
export interface Placements {
  find(tokenId: string): Promise<Planted | undefined>;
}

/** The blocklist, as the responder writes it. Every method may be repeated. */
export interface BlockDesk {
  /** Counts a range among those of an hour; false, and not counted, where there are `max` others. */
  take(range: string, hour: string, max: number): Promise<boolean>;
  /** Blocks a range; false where it is blocked already. */
  put(block: BlockItem, now: Date): Promise<boolean>;
}

/** Whose calls tell that a client is behind a source. */
export interface GoodTrafficAsked {
  readonly range: string;
  readonly since: Date;
  /** A thief calls on, with whatever he has: only calls before the use tell of a client. */
  readonly before: Date;
  /** A key whose calls tell nothing, because the thief has it. */
  readonly exceptKey?: string;
}

/** Whether clients are behind a source. */
export interface GoodTraffic {
  /** When a call from the range was last allowed; `undefined` where none is found in what can be read in time. */
  lastAllowed(asked: GoodTrafficAsked): Promise<Date | undefined>;
}

/** Files findings about uses. May be repeated; rejects where one was not taken. */
export interface FindingDesk {
  open(finding: Finding): Promise<void>;
}

/** What people were told about each honeytoken. */
export interface PageBook {
  last(tokenId: string): Promise<PageItem | undefined>;
  /** Writes `next` in the place of `last`; false where somebody else was first. May be repeated. */
  replace(last: PageItem | undefined, next: PageItem): Promise<boolean>;
}

/** Tells people. */
export interface Pager {
  /** `refused`: it has not left. `unsure`: it may have. Never rejects. */
  send(text: PageText): Promise<'sent' | 'refused' | 'unsure'>;
}
