import { HONEYTOKEN_ENTRIES, TRIP_WINDOW_MS } from '../../contract/honeytokens.ts';

/** Start of the window that a moment lies in; ISO 8601, UTC. */
export const tripWindow = (at: Date): string =>
  new Date(Math.floor(at.getTime() / TRIP_WINDOW_MS) * TRIP_WINDOW_MS).toISOString();

/** Sort key of the record of a window. */
export const tripEntry = (window: string): string => `${HONEYTOKEN_ENTRIES.tripPrefix}${window}`;

/** Id of the event about the first use of a honeytoken by one source within a window; the same when it is sent again. */
export const tripEventId = (tokenId: string, window: string, source: string): string =>
  `${tokenId}/${window}/${source}`;
