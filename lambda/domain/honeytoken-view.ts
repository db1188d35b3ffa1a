import type { TripItem } from '../../contract/honeytokens.ts';
import type { PlacementItem } from '../../contract/placements.ts';
import { tripEntry } from './trip-window.ts';

/** A decoy as operators see it. There is no field that could hold its key. */
export interface HoneytokenView {
  readonly id: string;
  readonly label: string;
  /** `unfinished`: its planting broke off, and nobody has its key. */
  readonly state: 'planted' | 'unfinished' | 'removed';
  readonly beside: string | null;
  readonly upstream: string | null;
  readonly link: string | null;
  readonly plantedBy: string;
  readonly plantedAt: string;
  /** Who last said that the uses until then are dealt with. */
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly removedBy: string | null;
  readonly removedAt: string | null;
  readonly removedBecause: string | null;
}

export const honeytokenView = (item: PlacementItem): HoneytokenView => ({
  id: item.entry,
  label: item.label,
  state: item.state === 'pending' ? 'unfinished' : item.state,
  beside: item.beside ?? null,
  upstream: item.upstream ?? null,
  link: item.link ?? null,
  plantedBy: item.plantedBy,
  plantedAt: item.plantedAt,
  acknowledgedBy: item.acknowledgedBy ?? null,
  acknowledgedAt: item.acknowledgedAt ?? null,
  removedBy: item.removedBy ?? null,
  removedAt: item.removedAt ?? null,
  removedBecause: item.removedBecause ?? null,
});

/** Uses of one decoy, route or secret within a quarter of an hour, as operators see them. */
export interface TripView extends Pick<TripItem, 'tokenId' | 'hits' | 'lastAt' | 'sources' | 'trips'> {
  /** Start of the quarter of an hour; ISO 8601, UTC. */
  readonly window: string;
  /** Range → what the responder did about it, in words; a range that is not here is not answered yet. */
  readonly answers: Readonly<Record<string, string>>;
  /** Where the decoy was planted; `null` for a route or a secret, which is where it is. */
  readonly label: string | null;
}

export const tripView = (
  { tokenId, entry, hits, lastAt, sources, trips, answers = {} }: TripItem,
  label: string | undefined,
): TripView => ({
  ...{ tokenId, label: label ?? null, window: entry.slice(tripEntry('').length), hits, lastAt },
  ...{ sources: [...sources].sort(), trips, answers },
});
