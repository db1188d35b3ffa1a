import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { complaintAboutScope, isScope, matchScope } from '../../../lambda/domain/scope.ts';
import { holds } from '../../lib/config/holds.ts';

test.each([
  'GET:/youtube/v3/search',
  'GET,HEAD:/youtube/v3/**',
  '*:/gemini/**',
  'POST:/gemini/v1beta/models/*',
  'GET:/gemini/v1beta/models/gemini-2.5-flash:generateContent',
  'GET:/a/%2F',
  "GET:/a/-._~!$&'()+,;=:@",
  'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS:/a',
])('%s is a scope', (text) => {
  expect(isScope(text)).toBe(true);
});

test.each([
  ...['', ':', 'GET', 'GET:', 'GET:/', '/a', 'GET /a', 'GET:a', 'get:/a', 'Get:/a', 'FETCH:/a', 'CONNECT:/a'],
  ...[
    'GET,:/a',
    ',GET:/a',
    'GET,,HEAD:/a',
    'GET, HEAD:/a',
    'GET,*:/a',
    '*,GET:/a',
    '**:/a',
    ' GET:/a',
    'GET:/a ',
  ],
  ...['GET:/**', 'GET:/a/**/b', 'GET:/a/b**', 'GET:/a/**b', 'GET:/a/***', 'GET:/a/', 'GET://a', 'GET:/a//b'],
  ...[
    'GET:/a/.',
    'GET:/a/..',
    'GET:/./a',
    'GET:/../a',
    'GET:/a?b',
    'GET:/a#b',
    'GET:/a%',
    'GET:/a%2',
    'GET:/a%zz',
  ],
  ...['GET:/a\\b', 'GET:/a b', 'GET:/a\n', 'GET:/ü', 'GET:/a\u0000', 'GET:/{a}', 'GET,FETCH:/a', 'xGET:/a'],
])('%j is none', (text) => {
  expect(isScope(text)).toBe(false);
});

test('three dots, and dots beside something, are names', () => {
  expect(['GET:/a/...', 'GET:/a/..b', 'GET:/a/b..'].map(isScope)).toEqual([true, true, true]);
});

test('a scope has at most 256 characters', () => {
  const long = (length: number) => `GET:/${'a'.repeat(length - 5)}`;
  expect([isScope(long(256)), isScope(long(257))]).toEqual([true, false]);
});

test.each([
  [['GET:/a/b'], 'GET', '/a/b', 'GET:/a/b'],
  [['GET:/a/b'], 'POST', '/a/b', undefined],
  [['GET:/a/b'], 'GET', '/a/c', undefined],
  [['GET:/a/b'], 'GET', '/a/b/c', undefined],
  [['GET,HEAD:/a/**'], 'HEAD', '/a/b/c', 'GET,HEAD:/a/**'],
  [['GET,HEAD:/a/**'], 'PUT', '/a/b/c', undefined],
  [['*:/a/*'], 'PATCH', '/a/b', '*:/a/*'],
  [['*:/a/*'], 'PATCH', '/a/b/c', undefined],
  [['GET:/x/y', '*:/a/**', 'GET:/a/b'], 'GET', '/a/b', '*:/a/**'],
  [['*:/**', 'nonsense', '*:/a/../b'], 'GET', '/a', undefined],
  [[], 'GET', '/a', undefined],
])('of %j %s %s is held by %j', (scopes, method, path, held) => {
  expect(matchScope(scopes, method, path)).toBe(held);
});

test('what is wrong with a scope is said, and what it would have to be', () => {
  const mounts = ['/gemini', '/youtube'];
  expect(complaintAboutScope('GET:/gemini/v1', mounts)).toBeUndefined();
  expect(complaintAboutScope('GET:/youtube/**', mounts)).toBeUndefined();
  expect(complaintAboutScope('search', mounts)).toBe(
    'is not a scope; write methods, a colon and a path: GET:/youtube/v3/search or *:/gemini/**',
  );
  for (const text of ['GET:/other/v1', 'GET:/geminis/v1', 'GET:/gemini'])
    expect(complaintAboutScope(text, mounts)).toBe(
      'opens nothing: its path lies below none of /gemini, /youtube',
    );
});

test('whatever is written, what is no scope holds nothing', () => {
  holds(
    fc.property(fc.string(), fc.string(), (text, path) => {
      if (!isScope(text)) expect(matchScope([text], 'GET', `/${path}`)).toBeUndefined();
    }),
  );
});
