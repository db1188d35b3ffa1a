import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mintClientKey } from '../../../lambda/domain/client-key.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { holdsClientKey } from '../../../lambda/domain/holds-client-key.ts';
import { type ProxyEvent, readCall, readCaller } from '../../../lambda/http/read-call.ts';
import { holds } from '../../lib/config/holds.ts';
import { anyText } from '../../support/any-text.ts';
import { callerContext, upstreamOf } from '../../support/build.ts';
import { gatewayEvent, proxyEvent } from '../../support/events.ts';

const upstream = upstreamOf({
  carriers: [
    { in: 'query', name: 'key' },
    { in: 'header', name: 'x-api-key' },
  ],
  bodyBytesMax: 20,
});
const read = (event: ProxyEvent) => readCall(event, readCaller(event), upstream);
const faultOf = (event: ProxyEvent): string => {
  try {
    read(event);
    return 'none';
  } catch (error) {
    return error instanceof Fault ? error.code : `not a Fault: ${String(error)}`;
  }
};

const KEY = mintClientKey('prod', new Uint8Array(32).fill(7)).reveal();
const texts = fc.oneof(
  fc.string(),
  anyText(),
  fc.constantFrom(KEY, `x${KEY}y`, encodeURIComponent(KEY), '__proto__', 'constructor', '\ud800'),
);
const lists = fc.dictionary(texts, fc.array(texts, { maxLength: 3 }), { maxKeys: 4 });
const paths = fc.oneof(
  texts,
  texts.map((text) => `/weather/${text}`),
  fc.constant(`/weather/${KEY.replace('_', '%5F')}`),
  fc.webPath().map((path) => `/weather${path}`),
);
const events = fc
  .record({
    path: paths,
    headers: lists,
    query: lists,
    body: fc.oneof(texts, fc.base64String(), fc.constant(null)),
    base64: fc.boolean(),
  })
  .map((parts) => proxyEvent(parts));

test('any event is a call or a Fault of the client; nothing else is thrown', () => {
  holds(
    fc.property(events, (event) => {
      try {
        read(event);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(error.status).toBeGreaterThanOrEqual(400);
        expect(error.status).toBeLessThan(500);
      }
    }),
    { numRuns: 400 },
  );
});

test('no client key is in the path, the query or the headers of a call that was read', () => {
  holds(
    fc.property(events, (event) => {
      fc.pre(faultOf(event) === 'none');
      const { path, query, headers } = read(event);
      for (const text of [path, decodeURIComponent(path), ...query.flat(), ...headers.flat()])
        expect(holdsClientKey(text)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test('every text of a call that was read can be percent-encoded', () => {
  holds(
    fc.property(events, (event) => {
      fc.pre(faultOf(event) === 'none');
      expect(() => read(event).query.flat().map(encodeURIComponent)).not.toThrow();
    }),
  );
});

test('a call says what was sent, relative to the mount', () => {
  const parts = {
    method: 'POST',
    path: '/weather/a%20b',
    headers: { Accept: ['x'] },
    query: { q: ['a b', 'c'], key: ['k'] },
    body: 'hi',
  };
  expect(read(proxyEvent(parts))).toEqual({
    callId: 'call-1',
    userAgent: '',
    gatewayUrl: '',
    method: 'POST',
    path: '/a%20b',
    query: [
      ['q', 'a b'],
      ['q', 'c'],
    ],
    headers: [['accept', 'x']],
    body: Buffer.from('hi'),
    ip: '203.0.113.7',
    caller: callerContext(),
  });
});

test('a body travels as the bytes it was sent as', () => {
  const bytes = Buffer.from([0, 255, 128, 10]);
  expect(read(proxyEvent({ body: bytes.toString('base64'), base64: true })).body).toEqual(bytes);
});

test('the parameter in which the upstream key is injected cannot be filled by a client', () => {
  const event = proxyEvent({ query: { appid: ['mine'], q: ['1'] } });
  const injecting = upstreamOf({ inject: { as: 'query', name: 'appid' } });
  expect(readCall(event, readCaller(event), injecting).query).toEqual([['q', '1']]);
});

test.each([
  ['a header value with a line break', { headers: { 'x-a': ['1\r\nx-b: 2'] } }, 'request.malformed'],
  ['a header value beyond one byte a character', { headers: { 'x-a': ['€'] } }, 'request.malformed'],
  ['a header name with a space', { headers: { 'x a': ['1'] } }, 'request.malformed'],
  ['two content types', { headers: { 'Content-Type': ['a/b', 'c/d'] } }, 'request.malformed'],
  [
    'two content types in different case',
    { headers: { 'Content-Type': ['a/b'], 'content-type': ['a/b'] } },
    'request.malformed',
  ],
  [
    'a path that holds an encoded client key',
    { path: `/weather/${KEY.replaceAll('_', '%5f')}` },
    'request.malformed',
  ],
  ['a compressed body', { headers: { 'Content-Encoding': ['gzip'] } }, 'request.malformed'],
  ['a body said to be as it is', { headers: { 'content-encoding': ['Identity'] } }, 'none'],
  ['a path with a dot segment', { path: '/weather/%2e%2e/admin' }, 'request.malformed'],
  ['a path outside the mount', { path: '/weatherman/x' }, 'route.forbidden'],
  ['the bare mount', { path: '/weather' }, 'route.forbidden'],
  ['a path that holds a client key', { path: `/weather/${KEY}` }, 'request.malformed'],
  ['half a character in the query', { query: { q: ['\udc00'] } }, 'request.malformed'],
  ['a body of exactly the limit', { body: 'x'.repeat(20) }, 'none'],
  ['a body over the limit', { body: 'x'.repeat(21) }, 'request.too_large'],
  ['a body over the limit in bytes only', { body: 'é'.repeat(11) }, 'request.too_large'],
  [
    'an encoded body over the limit',
    { body: Buffer.alloc(21).toString('base64'), base64: true },
    'request.too_large',
  ],
  [
    'an encoded body far over the limit',
    { body: Buffer.alloc(90).toString('base64'), base64: true },
    'request.too_large',
  ],
  [
    'an encoded body of exactly the limit',
    { body: Buffer.alloc(20).toString('base64'), base64: true },
    'none',
  ],
])('%s gives the fault %#', (_name, parts, expected) => {
  expect(faultOf(proxyEvent(parts))).toBe(expected);
});

test('a route with a limit of its own is held to that one, whether it is lower or higher', () => {
  const routes = [
    { methods: ['POST'], path: '/low', bodyBytesMax: 5 },
    { methods: ['POST'], path: '/high', bodyBytesMax: 40 },
    { methods: ['POST'], path: '/**' },
  ];
  const fits = (path: string, bytes: number) => {
    const body = Buffer.alloc(bytes).toString('base64');
    const event = proxyEvent({ method: 'POST', path: `/weather${path}`, body, base64: true });
    try {
      return readCall(event, readCaller(event), { ...upstream, routes }).body.length === bytes;
    } catch (error) {
      return error instanceof Fault && error.code;
    }
  };
  expect([fits('/low', 5), fits('/low', 6)]).toEqual([true, 'request.too_large']);
  expect([fits('/high', 40), fits('/high', 41)]).toEqual([true, 'request.too_large']);
  expect([fits('/other', 20), fits('/other', 21)]).toEqual([true, 'request.too_large']);
});

test('a parameter that the upstream refuses makes the request malformed', () => {
  const event = proxyEvent({ query: { q: ['1'], 'callback[]': ['f'] } });
  const refusing = upstreamOf({ refuseQuery: ['callback'] });
  expect(() => readCall(event, readCaller(event), refusing)).toThrow('request.malformed');
});

test.each([
  undefined,
  null,
  {},
  { ...callerContext(), keyId: '' },
  { ...callerContext(), keyId: 1 },
  { ...callerContext(), client: undefined },
  { ...callerContext(), products: undefined },
  { ...callerContext(), role: undefined },
  { ...callerContext(), scopes: undefined },
])('without the whole word of the authorizer (%j) nobody is a caller', (authorizer) => {
  const event = proxyEvent();
  const unsaid = { ...event, requestContext: { ...event.requestContext, authorizer } } as ProxyEvent;
  expect(faultOf(unsaid)).toBe('credential.rejected');
});

test('the id of a call is not one that a client can choose, where API Gateway gives another', () => {
  expect(read(proxyEvent()).callId).toBe('call-1');
  const { extendedRequestId: _gone, ...requestContext } = gatewayEvent().requestContext;
  const old = {
    ...proxyEvent(),
    requestContext: { ...proxyEvent().requestContext, ...requestContext, extendedRequestId: undefined },
  };
  expect(read(old).callId).toBe('chosen-by-the-client');
});
