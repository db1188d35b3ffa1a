import { expect, test } from '@jest/globals';
import { callIdOf, headerPairs, queryPairs } from '../../../lambda/http/gateway-event.ts';
import { gatewayEvent } from '../../support/events.ts';

test('a call is known by the id that no client can choose, where there is one', () => {
  const event = gatewayEvent();
  expect(callIdOf(event)).toBe('call-1');
  const { extendedRequestId: _, ...requestContext } = event.requestContext;
  expect(callIdOf({ ...event, requestContext })).toBe('chosen-by-the-client');
});

test('every line is a pair, in order, repeated ones too; names of headers are in lower case', () => {
  const lists = { 'X-B': ['1', '2'], a: ['3'] };
  expect(headerPairs(gatewayEvent({ headers: lists }))).toEqual([
    ['x-b', '1'],
    ['x-b', '2'],
    ['a', '3'],
  ]);
  expect(queryPairs(gatewayEvent({ query: lists }))).toEqual([
    ['X-B', '1'],
    ['X-B', '2'],
    ['a', '3'],
  ]);
});

test('a header name that is not ASCII stays as it is, so that no other letter becomes a carrier’s', () => {
  expect(headerPairs(gatewayEvent({ headers: { '\u212Aey': ['1'], 'X-\u0130': ['2'] } }))).toEqual([
    ['\u212Aey', '1'],
    ['X-\u0130', '2'],
  ]);
});

test('what is absent has no pairs', () => {
  const event = { ...gatewayEvent(), multiValueHeaders: null };
  expect([headerPairs(event), queryPairs(event)]).toEqual([[], []]);
  expect(headerPairs({ ...event, multiValueHeaders: { a: undefined } })).toEqual([]);
});
