import { expect, test } from '@jest/globals';
import type { Narrowing } from '../../../contract/tokens.ts';
import {
  addressAllowed,
  productsLeft,
  routeAllowed,
  routesOnly,
} from '../../../lambda/domain/allowed-by-all.ts';

test.each<[string, readonly Narrowing[], string, string, boolean]>([
  ['nothing narrows', [], 'GET', '/a', true],
  ['a method is allowed', [{ methods: ['GET'] }], 'GET', '/a', true],
  ['a method is not allowed', [{ methods: ['GET'] }], 'POST', '/a', false],
  ['a path is allowed', [{ paths: ['/a/*'] }], 'GET', '/a/b', true],
  ['a path is not allowed', [{ paths: ['/a/*'] }], 'GET', '/a/b/c', false],
  ['a scope is allowed', [{ scopes: ['GET:/a/**'] }], 'GET', '/a/b/c', true],
  ['a scope is not allowed', [{ scopes: ['GET:/a/**'] }], 'POST', '/a/b/c', false],
  ['one of several paths is allowed', [{ paths: ['/a', '/b'] }], 'GET', '/b', true],
  ['method and path are both asked for', [{ methods: ['GET'], paths: ['/a'] }], 'GET', '/b', false],
  ['two steps have nothing in common', [{ paths: ['/a'] }, { paths: ['/b'] }], 'GET', '/a', false],
])('when %s, the call is judged so', (_name, may, method, path, allowed) => {
  expect(routeAllowed(may, method, path)).toBe(allowed);
});

test('products and addresses are what every step leaves', () => {
  const may: Narrowing[] = [{ products: ['a', 'b'] }, { ips: ['203.0.113.0/24'] }, { products: ['b', 'c'] }];
  expect(productsLeft(['a', 'b', 'c'], may)).toEqual(['b']);
  expect([addressAllowed(may, '203.0.113.9'), addressAllowed(may, '198.51.100.1')]).toEqual([true, false]);
});

test('the proxy is told what it decides and nothing else', () => {
  expect(
    routesOnly([
      { products: ['a'], ips: ['::1'] },
      { methods: ['GET'], ips: ['::1'] },
    ]),
  ).toEqual([{ methods: ['GET'] }]);
  expect(routesOnly([{ scopes: ['GET:/a'], products: ['a'] }, { paths: ['/b'] }])).toEqual([
    { scopes: ['GET:/a'] },
    { paths: ['/b'] },
  ]);
});
