import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tokenAllows } from '../../../lambda/domain/token-allows.ts';
import { holds } from '../../lib/config/holds.ts';
import { anyText } from '../../support/any-text.ts';

const GET = { methods: ['GET'] };
const VIDEOS = { paths: ['/youtube/v3/videos'] };
const allows = (may: unknown, method = 'GET', path = '/youtube/v3/videos') =>
  tokenAllows(typeof may === 'string' ? may : JSON.stringify(may), method, path);

test('a call is allowed where every step allows it, and no step narrows nothing', () => {
  expect(allows([])).toBe(true);
  expect(allows([GET, VIDEOS])).toBe(true);
  expect(allows([GET, VIDEOS], 'POST')).toBe(false);
  expect(allows([GET, VIDEOS], 'GET', '/youtube/v3/search')).toBe(false);
});

test.each([
  ['what is no JSON', '[{'],
  ['nothing', ''],
  ['an object', {}],
  ['a text', '"GET"'],
  ['null', 'null'],
  ['a step that is none beside one that allows', [GET, 7]],
  ['a step of an unknown member', [{ ...GET, verbs: ['GET'] }]],
])('%s allows nothing', (_what, may) => {
  expect(allows(may)).toBe(false);
});

test('whatever stands in place of the steps, nothing is thrown, and no text alone opens anything', () => {
  holds(
    fc.property(fc.oneof(anyText(), fc.json()), (text) => {
      if (text.trim() !== '[]') expect(tokenAllows(text, 'DELETE', '/nowhere')).toBe(false);
    }),
  );
});
