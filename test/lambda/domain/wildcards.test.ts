import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { wildcardSource } from '../../../lambda/domain/wildcards.ts';
import { holds } from '../../lib/config/holds.ts';

const literal = fc.stringMatching(/^[ab.]{1,3}$/);
const edge = fc.stringMatching(/^[ab.]{0,3}$/);
const literals = fc
  .tuple(edge, fc.array(literal, { maxLength: 4 }), edge)
  .map(([first, middle, last]) => [first, ...middle, last]);

/** Tried in every way, with as much as each wildcard may stand for. */
const slow = (parts: readonly string[], times: string): RegExp =>
  new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join(`[ab.]${times}`)}$`);

test('what is taken for good is what would have been found in the end, of any text', () => {
  holds(
    fc.property(
      literals,
      fc.stringMatching(/^[ab.]{0,14}$/),
      fc.constantFrom('+', '*'),
      (parts, text, times) => {
        const fast = new RegExp(`^${wildcardSource(parts, '[ab.]', times)}$`);
        expect([parts, text, fast.test(text)]).toEqual([parts, text, slow(parts, times).test(text)]);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a long text that nearly fits takes no longer than a short one deserves', () => {
  const expression = new RegExp(`^${wildcardSource(['/', 'a', 'a', 'a', 'a', 'b'], '[^/]', '+')}$`);
  const startedAt = performance.now();
  expect(expression.test(`/${'a'.repeat(8_000)}`)).toBe(false); // in every way: years
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('the first wildcard is known by its name', () => {
  const expression = new RegExp(`^${wildcardSource(['/models/', '-', ':run'], '[^/:]', '+')}$`);
  expect(expression.exec('/models/big-small-1:run')?.groups?.['first']).toBe('big');
});
