import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { firstWildcard, matchRoute, pathMatches } from '../../../lambda/domain/route-pattern.ts';
import { holds } from '../../lib/config/holds.ts';

const literals = fc.constantFrom('a', 'b', '.', ':', '%3A', '%3a', '+', '%41', 'v1', '(', '$', '[x]', '|');
const patternSegments = fc
  .array(fc.oneof(literals, fc.constant('*')), { minLength: 1, maxLength: 3 })
  .map((list) => list.join('').replace(/\*+/g, '*'));
const patterns = fc
  .tuple(fc.array(patternSegments, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([segments, open]) => `/${segments.join('/')}${open ? '/**' : ''}`);
const paths = fc
  .array(
    fc.array(literals, { maxLength: 3 }).map((list) => list.join('')),
    { minLength: 1, maxLength: 4 },
  )
  .map((segments) => `/${segments.join('/')}`);

/** What no star stands for: the end of a segment, and a colon in any writing. */
const BORDER = /^(?:\/|:|%3a)/i;

/** The rule of `Route.path`, by trying every way to stretch a star. */
function fits(pattern: string, path: string): boolean {
  if (pattern === '/**') return path.length > 1 && path.startsWith('/');
  if (pattern === '') return path === '';
  if (!pattern.startsWith('*'))
    return path !== '' && path[0] === pattern[0] && fits(pattern.slice(1), path.slice(1));
  for (let taken = 1; taken <= path.length && !BORDER.test(path.slice(taken - 1)); taken += 1)
    if (fits(pattern.slice(1), path.slice(taken))) return true;
  return false;
}

test('a pattern matches exactly what its definition says', () => {
  holds(
    fc.property(patterns, paths, (pattern, path) => {
      expect(pathMatches(pattern, path)).toBe(fits(pattern, path));
    }),
    { numRuns: 400 },
  );
});

test('a pattern made by replacing parts of a path with stars matches that path', () => {
  const segments = fc.array(fc.stringMatching(/^[a-z.]{1,6}$/), { minLength: 1, maxLength: 4 });
  holds(
    fc.property(segments, fc.nat(), (list, star) => {
      const pattern = list.map((segment, n) => (n === star % list.length ? '*' : segment));
      expect(pathMatches(`/${pattern.join('/')}`, `/${list.join('/')}`)).toBe(true);
    }),
  );
});

test.each([
  ['/models/*', '/models/', false],
  ['/models/*', '/models/a/b', false],
  ['/models/*:generateContent', '/models/x:generateContentNot', false],
  ['/models/*:generateContent', '/models/x%3AgenerateContent', false],
  ['/models/*:*', '/models/x:embed', true],
  ['/models/*:embed', '/models/a:b:embed', false],
  ['/models/ft:*:*', '/models/ft:a:b', true],
  ['/files/**', '/files/x:copy', true],
  ['/files/**', '/files/', false],
  ['/files/**', '/files/a/b', true],
  ['/files/**', '/filesystem/a', false],
  ['/a.c', '/abc', false],
  ['/**', '/', false],
])('the pattern %s on the path %s: %s', (pattern, path, expected) => {
  expect(pathMatches(pattern, path)).toBe(expected);
});

test('a verb that no pattern writes is opened by none, whatever its letters and however its colon is written', () => {
  const verbs = fc.stringMatching(/^[A-Za-z0-9%._~-]{0,12}$/);
  const colons = fc.constantFrom(':', '%3A', '%3a', '::', ':%3a');
  holds(
    fc.property(fc.stringMatching(/^[a-z0-9.-]{1,12}$/), colons, verbs, (model, colon, verb) => {
      for (const pattern of [
        '/models/*',
        '/models/*.*',
        '/*/*',
        '/m*s/*',
        '/models/*:embed',
        '/models/*:*/**',
      ])
        expect([pattern, pathMatches(pattern, `/models/${model}${colon}${verb}`)]).toEqual([
          pattern,
          pattern === '/models/*:embed' && colon === ':' && verb === 'embed',
        ]);
    }),
  );
});

test('a route opens its own methods only', () => {
  const routes = [
    { methods: ['GET'], path: '/a' },
    { methods: ['POST'], path: '/*' },
  ];
  expect(matchRoute(routes, 'GET', '/a')).toBe(routes[0]);
  expect(matchRoute(routes, 'POST', '/a')).toBe(routes[1]);
  expect(matchRoute(routes, 'DELETE', '/a')).toBeUndefined();
  expect(matchRoute(routes, 'get', '/a')).toBeUndefined();
});

test.each([
  ['/models/*:generateContent', '/models/gemini-2.5:generateContent', 'gemini-2.5'],
  ['/projects/*/models/*', '/projects/a/models/b', 'a'],
  ['/models/*', '/other/x', undefined],
  ['/models', '/models', undefined],
])('of %s the first star stands in %s for %s', (pattern, path, part) => {
  expect(firstWildcard(pattern, path)).toBe(part);
});
