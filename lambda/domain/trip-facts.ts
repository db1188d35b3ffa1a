import type { Trip } from '../../contract/honeytokens.ts';

/** A use of a honeytoken, and where it was recorded. */
export interface TripFacts {
  readonly tokenId: string;
  readonly trip: Trip;
  /** Who is behind the address, as a range. */
  readonly source: string;
  /** Start of the window it falls into; ISO 8601, UTC. */
  readonly window: string;
  /** Of an event that may be delivered again: it is counted once. */
  readonly event?: string;
}
