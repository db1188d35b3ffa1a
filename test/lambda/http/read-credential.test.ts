import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Carrier } from '../../../contract/upstream.ts';
import { foldedName } from '../../../lambda/domain/folded-name.ts';
import { readCredential } from '../../../lambda/http/read-credential.ts';
import { holds } from '../../lib/config/holds.ts';
import { gatewayEvent } from '../../support/events.ts';

const carriers: readonly Carrier[] = [
  { in: 'header', name: 'X-Goog-Api-Key' },
  { in: 'header', name: 'x-api-key' },
  { in: 'bearer' },
  { in: 'query', name: 'key' },
];
const read = (headers: Record<string, readonly string[]>, query: Record<string, readonly string[]> = {}) =>
  readCredential(gatewayEvent({ headers, query }), carriers);

const values = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t',
    'one',
    'two',
    'Bearer one',
    'bearer  two',
    'Basic one',
    'Bearer',
    'Bearer ',
    'Bearer a b',
  ),
  fc.string(),
);
const lists = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'x-api-key',
      'X-API-Key',
      'x-goog-api-key',
      'Authorization',
      'authorization',
      'key',
      'Key',
      'key[]',
    ),
    fc.constantFrom(
      'x_api_key',
      'x-api-\u212aey',
      'ｋｅｙ',
      'k%65y',
      'key ',
      'key.',
      '__proto__',
      'keys',
      'monkey',
    ),
    fc.string(),
  ),
  fc.array(values, { maxLength: 3 }),
  { maxKeys: 5 },
);

/** Everything in the places that a careless server may take for this one, empty values left out. */
const held = (list: Record<string, readonly string[]>, name: string, empty: RegExp): [string, string][] =>
  Object.entries(list)
    .filter(([key]) => foldedName(key) === name)
    .flatMap(([key, all]) => all.map((value): [string, string] => [key, value]))
    .filter(([, value]) => !empty.test(value));

test('a credential is what every filled place agrees on, each filled once and by its own name', () => {
  holds(
    fc.property(lists, lists, (headers, query) => {
      const blank = /^[ \t]*$/;
      const places: [[string, string][], RegExp][] = [
        [held(headers, 'x-goog-api-key', blank), /^x-goog-api-key$/i],
        [held(headers, 'x-api-key', blank), /^x-api-key$/i],
        [held(headers, 'authorization', /^[ \t]*(bearer[ \t]*)?$/i), /^authorization$/i],
        [held(query, 'key', blank), /^key$/],
      ];
      const sound = places.every(([all, own]) => all.length <= 1 && all.every(([name]) => own.test(name)));
      const all = places.flatMap(([pairs], n) =>
        pairs.map(([, value]) => (n === 2 ? /^[ \t]*bearer +(\S+)[ \t]*$/i.exec(value)?.[1] : value)),
      );
      const one = new Set(all).size === 1 ? all[0] : undefined;
      expect(read(headers, query)).toBe(sound ? one : undefined);
    }),
    { numRuns: 600 },
  );
});

test('whatever is added beside a credential, it stays the one that is read or none is', () => {
  holds(
    fc.property(lists, lists, (headers, query) => {
      const beside = read({ ...headers, 'X-Goog-Api-Key': ['mine'] }, query);
      expect([undefined, 'mine']).toContain(beside);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, Record<string, readonly string[]>, Record<string, readonly string[]>, string | undefined]>(
  [
    ['one header', { 'X-Api-Key': ['k'] }, {}, 'k'],
    ['a bearer token of any case', { Authorization: ['BEARER k'] }, {}, 'k'],
    ['a query parameter', {}, { key: ['k'] }, 'k'],
    ['the same key twice in different places', { 'x-api-key': ['k'] }, { key: ['k'] }, 'k'],
    ['an empty place beside a filled one', { 'x-api-key': [''], 'x-goog-api-key': ['k'] }, {}, 'k'],
    ['two keys', { 'x-api-key': ['k'] }, { key: ['other'] }, undefined],
    ['the same header twice', { 'x-api-key': ['k', 'k'] }, {}, undefined],
    ['the same header twice in different case', { 'x-api-key': ['k'], 'X-API-KEY': ['k'] }, {}, undefined],
    ['the same parameter twice', {}, { key: ['k', 'k'] }, undefined],
    ['another scheme', { Authorization: ['Basic k'], 'x-api-key': ['k'] }, {}, undefined],
    ['a parameter of another case', {}, { KEY: ['k'] }, undefined],
    ['a parameter with brackets', {}, { 'key[]': ['k'] }, undefined],
    ['a parameter with brackets beside the plain one', {}, { key: ['k'], 'key[0]': ['k'] }, undefined],
    ['an empty look-alike beside a filled place', {}, { key: ['k'], 'key[]': [''] }, 'k'],
    ['a parameter in full-width letters', {}, { ｋｅｙ: ['k'] }, undefined],
    ['a parameter that was encoded twice', {}, { key: ['k'], 'k%65y': ['k'] }, undefined],
    ['a parameter with a space after its name', {}, { key: ['k'], 'key ': ['k'] }, undefined],
    ['a header with underscores', { 'x-api-key': ['k'], x_api_key: ['other'] }, {}, undefined],
    ['a header spelt with a Kelvin sign', { 'x-api-\u212aey': ['k'] }, {}, undefined],
    ['a parameter whose name only contains a carrier’s', {}, { key: ['k'], monkey: ['m'], keys: ['n'] }, 'k'],
    ['a bearer scheme without a token', { authorization: ['Bearer '], 'x-api-key': ['k'] }, {}, 'k'],
    ['a tab after the scheme', { authorization: ['Bearer\tk'] }, {}, undefined],
    ['a token behind a no-break space', { authorization: ['Bearer \u00a0k'] }, {}, undefined],
    ['a header of no-break spaces', { authorization: ['\u00a0'], 'x-api-key': ['k'] }, {}, undefined],
    ['two tokens in one header', { authorization: ['Bearer k, Bearer k'] }, {}, undefined],
    ['nothing', {}, {}, undefined],
  ],
)('%s is read as it should', (_name, headers, query, expected) => {
  expect(read(headers, query)).toBe(expected);
});

test('an event without headers and query has no credential', () => {
  const bare = { ...gatewayEvent(), multiValueHeaders: null, multiValueQueryStringParameters: null };
  expect(readCredential(bare, carriers)).toBeUndefined();
  const holes = { ...gatewayEvent(), multiValueHeaders: { 'x-api-key': undefined } };
  expect(readCredential(holes, carriers)).toBeUndefined();
});

test('a place that is not a carrier of the upstream is not looked at', () => {
  expect(
    readCredential(gatewayEvent({ headers: { 'x-api-key': ['k'] } }), [{ in: 'bearer' }]),
  ).toBeUndefined();
});
