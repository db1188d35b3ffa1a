import type { LookupAddress } from 'node:dns';
import net, { type AddressInfo, type LookupFunction } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkedLookup, type Resolve } from '../../../lambda/adapters/checked-lookup.ts';
import { addressReach } from '../../../lambda/domain/address-reach.ts';

const addressOf = (address: string): LookupAddress => ({ address, family: net.isIP(address) });
const answering =
  (...addresses: readonly string[]): Resolve =>
  (_name, _options, callback) =>
    callback(null, addresses.map(addressOf));
const isPublic = (address: string) => addressReach(address) === 'public';

/** What a lookup hands to the socket: the addresses, or the name of the error. */
const found = (lookup: LookupFunction, all = true): Promise<unknown> =>
  new Promise((resolve) =>
    lookup('api.example.test', { all }, (error, addresses, family) =>
      resolve(error === null ? [addresses, family] : error.name),
    ),
  );

test('public addresses are handed on as they were resolved, all of them or the first', async () => {
  const lookup = checkedLookup(isPublic, answering('8.8.8.8', '2600::1'));
  expect(await found(lookup)).toEqual([[addressOf('8.8.8.8'), addressOf('2600::1')], undefined]);
  expect(await found(lookup, false)).toEqual(['8.8.8.8', 4]);
});

test.each([['169.254.169.254'], ['8.8.8.8', '10.0.0.1'], ['8.8.8.8', '::ffff:127.0.0.1'], []])(
  'a name that leads to %s %s is refused',
  async (...addresses) => {
    const lookup = checkedLookup(isPublic, answering(...addresses));
    expect([await found(lookup), await found(lookup, false)]).toEqual(['AddressRefused', 'AddressRefused']);
  },
);

test('a name that cannot be resolved says so', async () => {
  const failing: Resolve = (_name, _options, callback) => callback(new Error('ENOTFOUND'), []);
  expect(await found(checkedLookup(isPublic, failing))).toBe('Error');
});

test('whatever a resolver answers, nothing but public addresses comes through', async () => {
  const answers = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(answers, async (addresses) => {
      const handed = await found(checkedLookup(isPublic, answering(...addresses)));
      if (handed === 'AddressRefused') return;
      expect(addresses.every(isPublic)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('the address that was checked is the one that is dialled, and the name is resolved once', async () => {
  const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  let asked = 0;
  const rebinding: Resolve = (_name, _options, callback) => {
    asked += 1;
    callback(null, [addressOf(asked === 1 ? '127.0.0.1' : '127.0.0.2')]);
  };
  const socket = net.connect({
    host: 'api.example.test',
    port: (server.address() as AddressInfo).port,
    lookup: checkedLookup((address) => address === '127.0.0.1', rebinding),
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  expect([socket.remoteAddress, asked]).toEqual(['127.0.0.1', 1]);
  socket.destroy();
  server.close();
});
