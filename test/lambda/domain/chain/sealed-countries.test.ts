import { expect, test } from '@jest/globals';
import {
  countriesIn,
  countriesPrefix,
  SealedCountries,
} from '../../../../lambda/domain/chain/sealed-countries.ts';
import { packLines } from '../../../../lambda/domain/chain/segment.ts';

const COUNTRIES: Readonly<Record<string, string>> = { '203.0.113.7': 'DE', '2001:db8::7': 'BR' };
const built = (...records: readonly (readonly [string, unknown])[]) => {
  const countries = new SealedCountries((ip) => COUNTRIES[ip]);
  for (const [hour, ip] of records) countries.add(hour, { ip } as never);
  return countries.build(7);
};

test('an hour has one object, with a line for each address in order, whatever order they came in', () => {
  const [one] = built(
    ['2026-11-23T17', '203.0.113.7'],
    ['2026-11-23T17', '2001:db8::7'],
    ['2026-11-23T17', '203.0.113.7'],
  );
  const [other] = built(['2026-11-23T17', '2001:db8::7'], ['2026-11-23T17', '203.0.113.7']);
  expect(one).toEqual(other);
  expect([...(countriesIn(one?.bytes ?? Buffer.alloc(0)) ?? [])]).toEqual([
    ['2001:db8::7', 'BR'],
    ['203.0.113.7', 'DE'],
  ]);
  expect(one?.object).toMatch(/^countries\/day=2026-11-23\/hour=17\/7-[0-9a-f]{16}\.ndjson\.gz$/);
});

test('hours come in order, and other content has another name', () => {
  const hours = built(
    ['2026-11-23T18', '203.0.113.7'],
    ['2026-11-23T17', '203.0.113.7'],
    ['2026-11-23T19', '2001:db8::7'],
  );
  expect(hours.map(({ object }) => object.slice(0, 33))).toEqual(
    ['17', '18', '19'].map((hour) => `countries/day=2026-11-23/hour=${hour}/7-`.slice(0, 33)),
  );
  const [here, elsewhere] = [
    built(['2026-11-23T17', '203.0.113.7']),
    built(['2026-11-23T17', '2001:db8::7']),
  ];
  expect(here[0]?.object).not.toBe(elsewhere[0]?.object);
});

test('what is no address has no country, and what is no text is left out', () => {
  const [hour, ...more] = built(
    ['2026-11-23T17', 'nowhere'],
    ['2026-11-23T17', 7],
    ['2026-11-23T17', '192.0.2.1'],
  );
  expect(more).toEqual([]);
  expect([...(countriesIn(hour?.bytes ?? Buffer.alloc(0)) ?? [])]).toEqual([
    ['192.0.2.1', null],
    ['nowhere', null],
  ]);
  expect(built(['2026-11-23T17', undefined])).toEqual([]);
});

test.each([
  ['a line without an address', '{"country":"DE"}'],
  ['a line without a country', '{"ip":"203.0.113.7"}'],
  ['an address that is a number', '{"country":"DE","ip":7}'],
  ['a country that is a number', '{"country":7,"ip":"203.0.113.7"}'],
  ['what is no JSON', '{'],
])('an object with %s says nothing', (_what, line) => {
  const good = '{"country":null,"ip":"192.0.2.1"}';
  expect(countriesIn(packLines([good]))?.size).toBe(1);
  expect(countriesIn(packLines([good, line]))).toBeUndefined();
});

test('what is not packed says nothing', () => {
  expect(countriesIn(Buffer.from('{"country":"DE","ip":"203.0.113.7"}'))).toBeUndefined();
  expect(countriesPrefix('2026-11-23T05')).toBe('countries/day=2026-11-23/hour=05/');
});
