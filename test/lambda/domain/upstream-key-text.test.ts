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

test.each([
  '',
  '1234567',
  'a key with spaces',
  'line1\nline2',
  'tab\tinside',
  'schlüssel-1',
  '\u0000bcdefgh',
  'x'.repeat(8_193),
])('a text that cannot travel in a header or be found again is refused (case %#)', (text) => {
  expect(complaintAboutUpstreamKey(text)).toBeDefined();
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
  expect(withoutFinalNewline(' key')).toBe(' key');
});
