import type { CallRow } from '../lambda/domain/join-calls.ts';
import { allInOrder } from '../lambda/flows/chain/in-order.ts';
import { sealedPlaces } from '../lambda/flows/chain/sealed-places.ts';
import type { DetectionPorts } from './ports.ts';

/** Where an address is registered; `null` where the data set names no country. */
export interface Place {
  readonly country: string | null;
  /** `sealed`: as it was when the record was sealed. `looked-up`: as the data of this machine has it now. */
  readonly countryFrom: 'sealed' | 'looked-up';
}

export type PlacedRow = CallRow & Place;

export type PlacePorts = Pick<DetectionPorts, 'countryOf' | 'archive'>;

const HOURS_AT_ONCE = 8;

/** Adds its country to each call: what was sealed, and a look-up where nothing was yet. */
export function placing({ countryOf, archive }: PlacePorts) {
  const placesOf = sealedPlaces(archive);
  return async <R extends Pick<CallRow, 'at' | 'ip'>>(
    rows: readonly R[],
  ): Promise<readonly (R & Place)[]> => {
    const hours = [...new Set(rows.map(hourOfRow))];
    const known = new Map(
      await allInOrder(hours, HOURS_AT_ONCE, async (hour) => [hour, await placesOf(hour)] as const),
    );
    return rows.map((row) => {
      const sealed = known.get(hourOfRow(row))?.get(row.ip);
      return sealed === undefined
        ? lookedUp(countryOf, row)
        : { ...row, country: sealed, countryFrom: 'sealed' };
    });
  };
}

/** Adds its country to a call as this machine's data has it now. */
export const lookedUp = <R extends Pick<CallRow, 'ip'>>(
  countryOf: DetectionPorts['countryOf'],
  row: R,
): R & Place => ({ ...row, country: countryOf(row.ip) ?? null, countryFrom: 'looked-up' });

const hourOfRow = ({ at }: Pick<CallRow, 'at'>): string => at.slice(0, 13);

/** `DE`, and `DE*` where that is not what was sealed; empty where nobody knows. */
export const placeText = ({ country, countryFrom }: Place): string =>
  country === null ? '' : `${country}${countryFrom === 'sealed' ? '' : '*'}`;

/** What `*` means, for a sheet that has one. */
export const placeNotes = (places: readonly Place[]): readonly string[] =>
  places.some((place) => placeText(place).endsWith('*'))
    ? ['* looked up now: the record is not sealed yet, or was sealed without its country.']
    : [];
