import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CountryResponse, Reader } from 'mmdb-lib';
import { COUNTRY_FILE, COUNTRY_PACKAGE } from '../../contract/country-file.ts';
import type { CountryOf } from '../domain/detection/seen-call.ts';

/** Which country an address is registered in, from the data beside a bundle; read into memory with the first question. */
export const countryDataIn = (folder: string): CountryOf => lazily(() => join(folder, COUNTRY_FILE));

/** The same from the installed package. */
export const installedCountryData = (packageJson: string): CountryOf =>
  lazily(() => createRequire(packageJson).resolve(`${COUNTRY_PACKAGE}/${COUNTRY_FILE}`));

function lazily(path: () => string): CountryOf {
  let reader: Pick<Reader<CountryResponse>, 'get'> | undefined;
  return (ip) => {
    reader ??= new Reader<CountryResponse>(readFileSync(path()));
    // The data has one field, and not where the reader's types have it.
    const { country_code: code } = Object(reader.get(ip)) as { readonly country_code?: string };
    return code;
  };
}
