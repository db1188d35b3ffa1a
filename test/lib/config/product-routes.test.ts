import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mergeRoutes, narrowRoutes } from '../../../lib/config/narrow-routes.ts';
import { covers } from '../../../lib/config/path-pattern.ts';
import { defineConfig, productRoutes, resolveConfig } from '../../../lib/config.ts';
import { holds } from './holds.ts';
import { validConfig } from './valid-config.ts';

const config = defineConfig(validConfig());

test('an entry without narrowing opens exactly the routes of the upstream', () => {
  expect(productRoutes(config, 'all', 'weather')).toEqual(config.upstreams['weather']?.routes);
});

test('of a route and a path, the narrower one is opened, with the methods of both', () => {
  expect(productRoutes(config, 'read', 'weather')).toEqual([
    { methods: ['GET'], path: '/forecast/today' },
    { methods: ['GET'], path: '/stations/**' },
  ]);
});

test('a product opens nothing of an upstream that it does not name, and unknown names open nothing', () => {
  for (const [product, upstream] of [
    ['read', 'gemini'],
    ['nobody', 'gemini'],
    ['read', 'constructor'],
    ['constructor', 'weather'],
  ] as const) {
    expect(productRoutes(config, product, upstream)).toEqual([]);
  }
});

test('entries for the same upstream add up', () => {
  const given = validConfig();
  const products = {
    mixed: [
      { upstream: 'weather', methods: ['GET'], paths: ['/forecast/*'] },
      { upstream: 'weather', methods: ['POST'] },
    ],
  };
  expect(productRoutes(resolveConfig({ ...given, products }), 'mixed', 'weather')).toEqual([
    { methods: ['GET', 'POST'], path: '/forecast/*' },
  ]);
});

test('a narrowing never opens what the upstream or the narrowing itself does not', () => {
  const path = fc.constantFrom('/**', '/a', '/a*', '/*b', '/a/**', '/a/*', '/a/b', '/*/b', '/*');
  const methods = fc.subarray(['GET', 'POST', 'PUT'], { minLength: 1 });
  const routes = fc.array(fc.record({ methods, path }), { maxLength: 4 });
  holds(
    fc.property(routes, methods, fc.array(path, { minLength: 1, maxLength: 3 }), (given, wanted, paths) => {
      for (const kept of mergeRoutes(narrowRoutes(given, { methods: wanted, paths }))) {
        expect(paths.some((outer) => covers(outer, kept.path))).toBe(true);
        for (const method of kept.methods) {
          expect(wanted).toContain(method);
          expect(given.some((route) => route.methods.includes(method) && covers(route.path, kept.path))).toBe(
            true,
          );
        }
      }
    }),
  );
});
