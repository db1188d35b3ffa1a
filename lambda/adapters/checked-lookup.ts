import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Gives every address of a name, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A name leads where no upstream may be. Says neither which name nor where. */
export class AddressRefused extends Error {
  constructor() {
    super('an address of this name is refused');
    this.name = 'AddressRefused';
  }
}

/**
 * Resolves and checks in one step, so the address that was checked is the one that is dialled: a name cannot point
 * elsewhere in between. One refused address refuses the name, because an honest one has no business with it.
 */
export const checkedLookup =
  (mayDial: (address: string) => boolean, resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null) callback(error, []);
      else if (first === undefined || !addresses.every(({ address }) => mayDial(address)))
        callback(new AddressRefused(), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
