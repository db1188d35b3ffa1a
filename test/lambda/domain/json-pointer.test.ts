import { expect, test } from '@jest/globals';
import { atPointer, isPointer } from '../../../lambda/domain/json-pointer.ts';

/** The document and the pointers of RFC 6901, section 5. */
const DOCUMENT = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'g|h': 4, ' ': 7, 'm~n': 8 };

test.each([
  ['', DOCUMENT],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/ ', 7],
  ['/m~0n', 8],
  ['/foo/2', undefined],
  ['/foo/bar/deeper', undefined],
  ['/toString', undefined],
])('%j points where the standard says', (pointer, value) => {
  expect(isPointer(pointer)).toBe(true);
  expect(atPointer(DOCUMENT, pointer)).toEqual(value);
});

test.each(['foo', '/a~2', '/~', ' /a'])('%j is no pointer', (text) => {
  expect(isPointer(text)).toBe(false);
});
