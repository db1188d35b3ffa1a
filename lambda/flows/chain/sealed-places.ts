import { countriesIn, countriesPrefix, type SealedCountry } from '../../domain/chain/sealed-countries.ts';
import type { SealedReader } from '../chain-ports.ts';
import { allInOrder } from './in-order.ts';

const READS_AT_ONCE = 12;

/** Addresses of one hour, `2026-11-23T17`, and where each lay by what was sealed. */
export type PlacesOfHour = (hour: string) => Promise<ReadonlyMap<string, SealedCountry>>;

/**
 * Reads what was sealed about where addresses lay, an hour once. It is read as it lies there: that it is what was sealed,
 * `verifyAudit` tells. An archive that cannot be read is one that says nothing.
 */
export function sealedPlaces(reader: Pick<SealedReader, 'get' | 'names'>): PlacesOfHour {
  const hours = new Map<string, Promise<ReadonlyMap<string, SealedCountry>>>();
  return (hour) => {
    const known = hours.get(hour) ?? placesOf(reader, hour).catch(() => new Map<string, SealedCountry>());
    hours.set(hour, known);
    return known;
  };
}

async function placesOf(
  reader: Pick<SealedReader, 'get' | 'names'>,
  hour: string,
): Promise<ReadonlyMap<string, SealedCountry>> {
  const objects: string[] = [];
  for await (const { object } of reader.names(countriesPrefix(hour))) objects.push(object);
  const places = new Map<string, SealedCountry>();
  for (const bytes of await allInOrder(objects, READS_AT_ONCE, (object) => reader.get(object)))
    for (const [ip, country] of (bytes && countriesIn(bytes)) ?? []) places.set(ip, country);
  return places;
}
