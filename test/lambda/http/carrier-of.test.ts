import { expect, test } from '@jest/globals';
import { carrierOf } from '../../../lambda/http/carrier-of.ts';
import { gatewayEvent } from '../../support/events.ts';

const CARRIERS = [
  { in: 'header', name: 'X-Api-Key' },
  { in: 'header', name: 'x-goog-api-key' },
  { in: 'bearer' },
  { in: 'query', name: 'key' },
] as const;
const KEY = 'sp_local_credential';

test.each([
  ['x-api-key', { headers: { 'X-API-Key': [KEY] } }],
  ['x-goog-api-key', { headers: { 'X-Goog-Api-Key': [KEY] } }],
  ['bearer', { headers: { Authorization: [`Bearer ${KEY}`] } }],
  ['?key', { query: { key: [KEY] } }],
])('a credential is told to have come in %s, as the config writes the place', (place, parts) => {
  expect(carrierOf(gatewayEvent(parts), CARRIERS, KEY)).toBe(place);
});

test('a place that is empty or holds something else is passed over', () => {
  const headers = { 'x-api-key': [''], 'x-goog-api-key': ['another'], authorization: [`Bearer ${KEY}`] };
  expect(carrierOf(gatewayEvent({ headers }), CARRIERS, KEY)).toBe('bearer');
});

test('a credential in a place that is no carrier came in none, a header of a query carrier’s name included', () => {
  expect(carrierOf(gatewayEvent({ headers: { key: [KEY], 'x-other': [KEY] } }), CARRIERS, KEY)).toBe('-');
  expect(carrierOf(gatewayEvent({ query: { 'x-api-key': [KEY] } }), CARRIERS, KEY)).toBe('-');
  expect(carrierOf(gatewayEvent({ headers: { authorization: [KEY] } }), [CARRIERS[0]], KEY)).toBe('-');
});
