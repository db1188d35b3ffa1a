import type { TripFacts } from '../domain/trip-facts.ts';
import type { WriteLine } from './emf-metrics.ts';

/** Writes a use of a honeytoken that could not be recorded. A line that was written is kept. */
export const tripLogLine =
  (write: WriteLine) =>
  ({ tokenId, trip, window }: TripFacts): void =>
    write(JSON.stringify({ level: 'error', unrecorded: 'honeytoken.tripped', tokenId, window, ...trip }));
