import { isIP } from 'node:net';
import { ARCHIVE } from '../../../contract/audit-chain.ts';
import type { CountryOf } from '../detection/seen-call.ts';
import { canonical, type PlainRecord } from './canonical.ts';
import { sha256Hex } from './links.ts';
import { linesIn, packLines, recordIn } from './segment.ts';

/** ISO 3166-1; `null` where the data knew none. */
export type SealedCountry = string | null;

/** Addresses of records that are sealed together, and where each lay, by the records' hour. */
export class SealedCountries {
  readonly #countryOf: CountryOf;
  readonly #hours = new Map<string, Map<string, SealedCountry>>();

  constructor(countryOf: CountryOf) {
    this.#countryOf = countryOf;
  }

  add(hour: string, { ip }: PlainRecord): void {
    if (typeof ip !== 'string') return;
    const known = this.#hours.get(hour) ?? new Map<string, SealedCountry>();
    this.#hours.set(hour, known);
    // Whoever may write a record may write anything into it, and that must not stop the sealing.
    if (!known.has(ip)) known.set(ip, isIP(ip) === 0 ? null : (this.#countryOf(ip) ?? null));
  }

  /** An object for each hour. Its content is in its name, so that another try that finds other records writes nothing over. */
  build(sequence: number): readonly { readonly object: string; readonly bytes: Buffer }[] {
    return [...this.#hours].sort(byName).map(([hour, known]) => {
      const lines = [...known].sort(byName).map(([ip, country]) => canonical({ country, ip }));
      const name = `${sequence}-${sha256Hex(lines.join('\n')).slice(0, 16)}.ndjson.gz`;
      return { object: `${countriesPrefix(hour)}${name}`, bytes: packLines(lines) };
    });
  }
}

/** Where the countries of an hour lie, `2026-11-23T17`. */
export function countriesPrefix(hour: string): string {
  const [day = '', ofDay = ''] = hour.split('T');
  return `${ARCHIVE.countries}day=${day}/hour=${ofDay}/`;
}

/** What such an object says; `undefined` if it is none. */
export function countriesIn(bytes: Buffer): ReadonlyMap<string, SealedCountry> | undefined {
  const lines = linesIn(bytes)?.map(recordIn);
  if (lines === undefined) return undefined;
  const known = new Map<string, SealedCountry>();
  for (const line of lines) {
    const { ip, country } = line ?? {};
    if (typeof ip !== 'string' || (typeof country !== 'string' && country !== null)) return undefined;
    known.set(ip, country);
  }
  return known;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
