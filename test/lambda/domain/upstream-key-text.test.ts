import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { complaintAboutUpstreamKey, withoutFinalNewline } from '../../../lambda/domain/upstream-key-text.ts';
import { anyText } from '../../support/any-text.ts';

test.each(['AIzaSyA-0123456789_abcdefghijklmnopqrst', 'AQ.Ab8RN6', 'sk-proj-abc/def+ghi==', '12345678'])(
  '%s can be a key, because no provider’s format is checked',
  (text) => {
    expect(complaintAboutUpstreamKey(text)).toBeUndefined();
  },
);

const BARE = 'holds white space, a line break or another character that no key has; pass the bare key';
const SHORT = 'has fewer than 8 characters, too few to be found again in an answer that leaks it';

test.each([
  ['', 'is empty'],
  ['1234567', SHORT],
  ['x'.repeat(8_193), 'has more than 8192 characters'],
  ['a key with spaces', BARE],
  ['line1\nline2', BARE],
  ['tab\tinside', BARE],
  ['schlüssel-1', BARE],
  ['\u0000bcdefgh', BARE],
])('a text that cannot travel in a header or be found again is refused (case %#)', (text, complaint) => {
  expect(complaintAboutUpstreamKey(text)).toBe(complaint);
});

test('a key is as long as it may be', () => {
  expect(complaintAboutUpstreamKey('x'.repeat(8_192))).toBeUndefined();
});

test('a complaint never repeats the key', () => {
  fc.assert(
    fc.property(anyText({ minLength: 8 }), (text) => {
      expect(complaintAboutUpstreamKey(text) ?? '').not.toContain(text);
    }),
  );
});

test('exactly one final line break is taken off', () => {
  expect(withoutFinalNewline('key\n')).toBe('key');
  expect(withoutFinalNewline('key\r\n')).toBe('key');
  expect(withoutFinalNewline('key\n\n')).toBe('key\n');
  expect(withoutFinalNewline('a\nkey')).toBe('a\nkey');
  expect(withoutFinalNewline(' key')).toBe(' key');
});
