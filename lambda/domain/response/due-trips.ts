import type { TripItem } from '../../../contract/honeytokens.ts';
import { HONEYTOKEN_ENTRIES } from '../../../contract/honeytokens.ts';
import { sourceRange } from '../source-range.ts';
import type { TripFacts } from '../trip-facts.ts';

/** Uses that a record describes and nobody has answered, of one source or of all. */
export function dueTrips(record: TripItem, only?: string): readonly TripFacts[] {
  const window = windowOf(record);
  return record.trips
    .map((trip) => ({ tokenId: record.tokenId, trip, source: sourceRange(trip.ip) ?? trip.ip, window }))
    .filter(({ source }) => only === undefined || source === only)
    .filter(({ source }) => record.answers?.[source] === undefined);
}

/** Start of the window of a record. */
export const windowOf = ({ entry }: Pick<TripItem, 'entry'>): string =>
  entry.slice(HONEYTOKEN_ENTRIES.tripPrefix.length);
