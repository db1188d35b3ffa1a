import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  CLIENT_KEY_PATTERN,
  hashClientKey,
  mintClientKey,
  readClientKey,
} from '../../../lambda/domain/client-key.ts';
import { holds } from '../../lib/config/holds.ts';
import { anyText } from '../../support/any-text.ts';

const stages = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const randoms = fc.uint8Array({ minLength: 32, maxLength: 32 });
const keys = fc
  .tuple(stages, randoms)
  .map(([stage, random]) => ({ stage, key: mintClientKey(stage, random).reveal() }));

test('every minted key reads back as its stage and its hash', () => {
  holds(
    fc.property(keys, ({ stage, key }) => {
      expect(key).toMatch(CLIENT_KEY_PATTERN);
      expect(readClientKey(key)).toEqual({ stage, keyHash: hashClientKey(key) });
    }),
  );
});

test('the smallest and the largest random number give keys of the published form', () => {
  for (const byte of [0, 255])
    expect(mintClientKey('prod', new Uint8Array(32).fill(byte)).reveal()).toMatch(CLIENT_KEY_PATTERN);
});

test('a key with any one character changed is refused', () => {
  const change = fc.record({ at: fc.nat(), to: fc.stringMatching(/^[ -~]$/) });
  holds(
    fc.property(keys, change, ({ key }, { at, to }) => {
      const place = at % key.length;
      fc.pre(key[place] !== to);
      expect(readClientKey(key.slice(0, place) + to + key.slice(place + 1))).toBeUndefined();
    }),
  );
});

test('a key that was cut, padded or wrapped is refused', () => {
  holds(
    fc.property(keys, fc.nat({ max: 60 }), ({ key }, cut) => {
      fc.pre(cut < key.length);
      for (const text of [key.slice(0, cut), ` ${key}`, `${key}\n`, `"${key}"`, key.toUpperCase()])
        expect(readClientKey(text)).toBeUndefined();
    }),
  );
});

test('any other text is refused without an exception', () => {
  holds(
    fc.property(fc.oneof(fc.string(), anyText({ maxLength: 200 })), (text) => {
      expect(readClientKey(text)).toBeUndefined();
    }),
  );
});

test('a key cannot be minted from fewer than 256 random bits', () => {
  expect(() => mintClientKey('prod', new Uint8Array(31))).toThrow('32 random bytes');
});
