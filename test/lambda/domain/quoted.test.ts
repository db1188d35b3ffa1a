import { expect, test } from '@jest/globals';
import { quoted } from '../../../lambda/domain/quoted.ts';

test('what was typed is quoted, and cut where it is long', () => {
  expect(quoted('a"b\n')).toBe('"a\\"b\\n"');
  expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
  expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
});
