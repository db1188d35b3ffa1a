import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { keyIdOf } from '../../../lambda/domain/key-id.ts';
import { holds } from '../../lib/config/holds.ts';

test('every id has the published form, and different numbers have different ids', () => {
  const randoms = fc.uint8Array({ minLength: 14, maxLength: 14 });
  holds(
    fc.property(randoms, randoms, (a, b) => {
      expect(keyIdOf(a)).toMatch(/^key_[0-9A-Za-z]{20}$/);
      expect(keyIdOf(a) === keyIdOf(b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});

test('an id cannot be made from fewer than 112 random bits', () => {
  expect(() => keyIdOf(new Uint8Array(13))).toThrow('14 random bytes');
});
