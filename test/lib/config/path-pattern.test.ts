import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isComplaint } from '../../../lib/config/complaint.ts';
import { covers, readPathPattern } from '../../../lib/config/path-pattern.ts';
import { holds } from './holds.ts';

const literal = fc.constantFrom('a', 'b', 'ab', 'ba', ':', '%3a', '.x');
const segment = fc
  .array(fc.oneof(literal, fc.constant('*')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('').replace(/\*+/g, '*'));
const pattern = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([segments, rest]) => `/${segments.join('/')}${rest ? '/**' : ''}`);

/** A path that the pattern matches. */
const sampleOf = (text: string) =>
  fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b', 'ab', 'zz'), { minLength: 8, maxLength: 8 }),
      fc.constantFrom('a', 'b/a', 'a/b/z'),
    )
    .map(([fill, rest]) => {
      let next = 0;
      return text.replace(/\/\*\*$/, `/${rest}`).replace(/\*/g, () => fill[next++ % fill.length] ?? 'a');
    });

test('what covers a pattern matches every path that the pattern matches', () => {
  const pair = fc
    .tuple(pattern, pattern)
    .chain(([outer, inner]) => fc.tuple(fc.constant(outer), fc.constant(inner), sampleOf(inner)));
  holds(
    fc.property(pair, ([outer, inner, path]) => {
      expect(covers(inner, path)).toBe(true);
      if (covers(outer, inner)) expect(covers(outer, path)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('every pattern covers itself, and /** covers every pattern', () => {
  holds(
    fc.property(pattern, (text) => {
      expect(covers(text, text)).toBe(true);
      expect(covers('/**', text)).toBe(true);
    }),
  );
});

test.each([
  ['/models/*', '/models/*:generateContent', false],
  ['/models/*:*', '/models/*:generateContent', true],
  ['/models/*', '/models/x%3agenerateContent', false],
  ['/models/**', '/models/*:generateContent', true],
  ['/models/*:generateContent', '/models/*', false],
  ['/models/*', '/models/**', false],
  ['/models/*', '/models/', false],
  ['/models/**', '/models/a/b', true],
  ['/models/**', '/models', false],
  ['/a*', '/*b', false],
])('%s covers %s: %s', (outer, inner, expected) => {
  expect(covers(outer, inner)).toBe(expected);
});

test.each([
  '',
  '/',
  'forecast',
  '//',
  '/a//b',
  '/./a',
  '/../a',
  '/a/%2e%2e',
  '/a%2Fb',
  '/a%5cb',
  '/a%00',
  '/a/**/b',
  '/a**',
  '/a b',
  '/a?b',
  '/a#b',
  '/ä',
  '/%',
  '/a\\b',
])('%j is no path pattern', (text) => {
  expect(isComplaint(readPathPattern(text))).toBe(true);
});

test.each(['/a', '/a/', '/v1beta/models/*:generateContent', '/**', '/a/**', '/a%20b', "/a;b=c,d@e!$&'()+~"])(
  '%j is a path pattern',
  (text) => {
    expect(readPathPattern(text)).toBe(text);
  },
);
