import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Carrier } from '../../../contract/upstream.ts';
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
  fc.constantFrom('', ' ', 'one', 'two', 'Bearer one', 'bearer  two', 'Basic one', 'Bearer', 'Bearer a b'),
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
      '__proto__',
    ),
    fc.string(),
  ),
  fc.array(values, { maxLength: 3 }),
  { maxKeys: 5 },
);

/** What a place holds, whatever the case of a header's name, with empty values left out. */
function held(list: Record<string, readonly string[]>, name: string, anyCase: boolean): string[] {
  return Object.entries(list)
    .filter(([key]) => (anyCase ? key.toLowerCase() : key) === name)
    .flatMap(([, all]) => all)
    .filter((value) => value.trim() !== '');
}

test('a credential is what every filled place agrees on, each filled once', () => {
  holds(
    fc.property(lists, lists, (headers, query) => {
      const bearer = held(headers, 'authorization', true);
      const places = [
        held(headers, 'x-goog-api-key', true),
        held(headers, 'x-api-key', true),
        held(query, 'key', false),
      ];
      const credential = read(headers, query);
      const once = [...places, bearer].every((all) => all.length <= 1);
      const tokens = bearer.map((value) => /^bearer +(\S+)$/i.exec(value.trim())?.[1]);
      const all = new Set([...places.flat(), ...tokens]);
      expect(credential).toBe(once && all.size === 1 ? [...all][0] : undefined);
    }),
    { numRuns: 2_000 },
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
