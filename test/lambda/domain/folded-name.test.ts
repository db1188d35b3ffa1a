import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { foldedName, unescaped } from '../../../lambda/domain/folded-name.ts';
import { holds } from '../../lib/config/holds.ts';
import { anyText } from '../../support/any-text.ts';

test.each([
  ['key', 'key'],
  ['KEY', 'key'],
  ['key[]', 'key'],
  ['key[a][b]', 'key'],
  [' key', 'key'],
  ['key ', 'key'],
  ['key.', 'key'],
  ['key%00', 'key'],
  ['k%65y', 'key'],
  ['k%2565y', 'key'],
  ['ｋｅｙ', 'key'],
  ['\u212aey', 'key'],
  ['x_api.key', 'x-api-key'],
  ['X-Api-Key', 'x-api-key'],
  ['$httpMethod', '-httpmethod'],
  ['__proto__', '-proto'],
  ['x--api__key', 'x-api-key'],
  ['[]', ''],
  ['', ''],
])('the name %j folds to %j', (name, folded) => {
  expect(foldedName(name)).toBe(folded);
});

test('folding any text gives letters, digits and hyphens, and folding that again changes nothing', () => {
  holds(
    fc.property(anyText(), (name) => {
      const folded = foldedName(name);
      expect(folded).toMatch(/^[a-z0-9-]*$/);
      expect(foldedName(folded)).toBe(folded);
    }),
    { numRuns: 400 },
  );
});

test('a name means the same however its letters are encoded and cased', () => {
  const styles = fc.array(fc.constantFrom('plain', 'upper', 'percent', 'twice'), {
    minLength: 9,
    maxLength: 9,
  });
  holds(
    fc.property(styles, (chosen) => {
      const written = [...'x-api-key'].map((letter, n) => {
        const hex = letter.charCodeAt(0).toString(16);
        const ways = { plain: letter, upper: letter.toUpperCase(), percent: `%${hex}`, twice: `%25${hex}` };
        return ways[chosen[n] as keyof typeof ways];
      });
      expect(foldedName(written.join(''))).toBe('x-api-key');
    }),
  );
});

test('the longest name that API Gateway lets through is folded in no time', () => {
  for (const name of [
    `${'.'.repeat(10_000)}a`,
    '%25'.repeat(3_300),
    '['.repeat(10_000),
    `${'-'.repeat(9_999)}.`,
  ]) {
    const startedAt = performance.now();
    foldedName(name);
    expect(performance.now() - startedAt).toBeLessThan(100);
  }
});

test('taking escapes out leaves every other text as it is', () => {
  holds(
    fc.property(
      fc.string().filter((text) => !text.includes('%')),
      (text) => expect(unescaped(text)).toBe(text),
    ),
  );
  expect(unescaped('100%')).toBe('100%');
  expect(unescaped('%e9%zz')).toBe('%e9%zz');
});
