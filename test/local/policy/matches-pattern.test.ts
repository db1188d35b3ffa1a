import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern } from '../../../local/policy/matches-pattern.ts';

const alphabet = fc.stringMatching(/^[ab/*?]{0,12}$/);
const texts = fc.stringMatching(/^[ab/]{0,12}$/);

test('a pattern matches exactly what the equivalent regular expression matches', () => {
  const regular = (pattern: string): RegExp =>
    new RegExp(`^${pattern.replace(/[*?/]/g, (c) => ({ '*': '.*', '?': '.', '/': '\\/' })[c] ?? c)}$`, 's');
  fc.assert(
    fc.property(alphabet, texts, (pattern, text) => {
      expect(matchesPattern(pattern, text)).toBe(regular(pattern).test(text));
    }),
  );
});

test('many stars against a long text that does not match are refused at once', () => {
  expect(matchesPattern('*a'.repeat(50), 'a'.repeat(49) + 'b'.repeat(5000))).toBe(false);
});
