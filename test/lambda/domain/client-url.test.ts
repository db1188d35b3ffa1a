import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { urlForClient } from '../../../lambda/domain/client-url.ts';
import { matchRoute } from '../../../lambda/domain/route-pattern.ts';
import { holds } from '../../lib/config/holds.ts';
import { upstreamOf } from '../../support/build.ts';

const upstream = upstreamOf({
  inject: { as: 'query', name: 'key' },
  carriers: [{ in: 'query', name: 'api-key' }, { in: 'bearer' }],
  routes: [{ methods: ['GET'], path: '/forecast/*' }],
});
const gatewayUrl = 'https://gateway.example.com/test';
const rewritten = (value: string) => urlForClient(value, { upstream, path: '/forecast/rome', gatewayUrl });

test.each([
  ['https://api.example.com/v2/forecast/oslo', '/forecast/oslo'],
  ['https://api.example.com:443/v2/forecast/oslo', '/forecast/oslo'],
  ['HTTPS://API.example.com/v2/forecast/oslo', '/forecast/oslo'],
  ['//api.example.com/v2/forecast/oslo', '/forecast/oslo'],
  ['/v2/forecast/oslo', '/forecast/oslo'],
  ['oslo', '/forecast/oslo'],
  ['../forecast/oslo', '/forecast/oslo'],
  ['?page=2', '/forecast/rome?page=2'],
  ['/v2/forecast/oslo?b=2&a=%31&b=1', '/forecast/oslo?b=2&a=%31&b=1'],
  ['/v2/forecast/oslo?key=k&page=2&KEY=k&api_key=k&k%65y=k', '/forecast/oslo?page=2'],
  ['/v2/forecast/oslo?key=k', '/forecast/oslo'],
  ['/v2/forecast/oslo#part', '/forecast/oslo'],
])('%s leads to the same place behind the gateway', (value, place) => {
  expect(rewritten(value)).toBe(`${gatewayUrl}/weather${place}`);
});

test.each([
  ...[
    'https://evil.test/v2/forecast/oslo',
    '//evil.test/v2/forecast/oslo',
    'https://api.example.com.evil.test/v2/forecast/a',
  ],
  ...[
    'http://api.example.com/v2/forecast/oslo',
    'https://api.example.com:8443/v2/forecast/oslo',
    'javascript:alert(1)',
  ],
  ...['https://user@api.example.com/v2/forecast/oslo', 'https://:p@api.example.com/v2/forecast/oslo'],
  ...['/v1/forecast/oslo', '/v2', '/v2/', '/v20/forecast/oslo', '/v2/forecast/../../v1/x', '/v2/%2e%2e/v1/x'],
  ...['/v2/accounts/1', '/v2/forecast/a/b', '/v2/forecast/a%2fb', '/v2//forecast/oslo', '/v2/forecast/%00'],
  ...[
    '',
    ' ',
    'https://[',
    '/v2/forecast/oslo\n',
    '/v2/forecast/os lo',
    '/v2/forecast/\\u00e9',
    '\\\\\\\\evil.test/v2/forecast/a',
  ],
])('%j is no place behind the gateway', (value) => {
  expect(rewritten(value)).toBeUndefined();
});

test('whatever an upstream writes, a client is sent to an open route of the gateway or nowhere', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https:',
      '/',
      '//',
      '\\\\',
      'api.example.com',
      'evil.test',
      '@',
      ':',
      '/v2',
      '/forecast/',
      '..',
      '.',
      '%2e',
      '%2f',
      '?',
      '#',
      'key=1',
    ),
    fc.string({ maxLength: 6 }),
  );
  holds(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = rewritten(pieces.join(''));
      if (url === undefined) return;
      const { origin, pathname, searchParams } = new URL(url);
      expect(origin).toBe('https://gateway.example.com');
      expect(pathname.startsWith('/test/weather/')).toBe(true);
      expect(matchRoute(upstream.routes, 'GET', pathname.slice('/test/weather'.length))).toBeDefined();
      expect(searchParams.has('key')).toBe(false);
    }),
    { numRuns: 600 },
  );
});
