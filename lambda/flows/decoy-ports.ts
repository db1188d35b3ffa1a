import type { TripItem } from '../../contract/honeytokens.ts';
import type { PlacementItem } from '../../contract/placements.ts';
import type { BlockItem, SealKeyItem } from '../../contract/watch-list.ts';
import type { OperatorFault } from '../domain/operator-fault.ts';

/** What an operator learns of the key that tells decoys. `denied` tells nothing, and is what most operators get. */
export type SealKeyFound =
  | { readonly kind: 'known'; readonly item: SealKeyItem }
  | { readonly kind: 'none' }
  | { readonly kind: 'denied'; readonly fault: OperatorFault };

/** The seal key. Every method rejects with an `OperatorFault` when AWS does not answer. */
export interface SealKeys {
  find(): Promise<SealKeyFound>;
  /** Writes one where there is none; never replaces one, because every decoy would turn into a working key. */
  add(item: SealKeyItem): Promise<void>;
}

/** New values of a placement's fields. */
export type PlacementChanges = Partial<Omit<PlacementItem, 'tokenId' | 'entry'>>;

/** Where decoys were planted. Every method rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface Placements {
  /** Writes a new placement; resolves only when it is there, and never replaces another one. */
  add(item: PlacementItem): Promise<void>;
  find(id: string): Promise<PlacementItem | undefined>;
  /** Every placement, read page by page as it is consumed. */
  all(): AsyncIterable<PlacementItem>;
  /** Changes a placement that is still in the state it was read in; false for any other, or none. */
  change(read: PlacementItem, changes: PlacementChanges): Promise<boolean>;
  /** Takes a placement away whose decoy was never made. False for any other, which stays. */
  discard(read: PlacementItem): Promise<boolean>;
}

/** What was recorded of uses. Every method rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface TripBook {
  /** One decoy's records, the newest first, from the window that `since` lies in; read page by page. */
  of(tokenId: string, since: Date): AsyncIterable<TripItem>;
  /** Every decoy's, route's and secret's records, in no order. Reads the whole table. */
  all(since: Date): AsyncIterable<TripItem>;
}

/** Secrets that nobody should read. Rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface DecoySecretNames {
  all(): Promise<readonly string[]>;
}

/** Blocked ranges. Every method rejects with an `OperatorFault` when AWS refuses or is not there. */
export interface Blocklist {
  /** Every block, those that are over included. */
  all(): AsyncIterable<BlockItem>;
  /** Writes a block, over one of the same range. */
  put(item: BlockItem): Promise<void>;
  /** Takes a block away; gives back what it was, or `undefined` where there was none. */
  remove(range: string): Promise<BlockItem | undefined>;
}
