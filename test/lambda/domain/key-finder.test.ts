import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashClientKey, mintClientKey } from '../../../lambda/domain/client-key.ts';
import { KeyFinder } from '../../../lambda/domain/key-finder.ts';

const keyOf = (stage: string, bytes: Uint8Array) => mintClientKey(stage, bytes).reveal();
const stages = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const keys = fc
  .tuple(stages, fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([stage, bytes]) => keyOf(stage, bytes));
/** Texts in which nothing can be mistaken for the beginning of a key. */
const noise = fc.string({ maxLength: 80 }).map((text) => text.replaceAll('_', '-').replaceAll('\0', ' '));
const KEY = keyOf('prod', new Uint8Array(32).fill(7));

function foundIn(text: string | Uint8Array, pieceLength = 1_000) {
  const finder = new KeyFinder();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceLength) finder.take(bytes.subarray(at, at + pieceLength));
  return finder.found;
}

test('every key of a text is found, whatever stands around it and wherever the pieces are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(noise, keys), { maxLength: 6 }),
      noise,
      fc.integer({ min: 1, max: 200 }),
      (parts, end, cut) => {
        const text = parts.map(([before, key]) => `${before}${key}`).join('') + end;
        const expected = new Map<string, number>();
        for (const [, key] of parts)
          expected.set(hashClientKey(key), (expected.get(hashClientKey(key)) ?? 0) + 1);
        expect(foundIn(text, cut).map(({ keyHash, times }) => [keyHash, times])).toEqual([...expected]);
      },
    ),
  );
});

test('a key is told with its first line and how often it stands there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 90 }), (lines, cut) => {
      const text = `${'a\n'.repeat(lines)}x=${KEY};\n${KEY}\n`;
      expect(foundIn(text, cut)).toMatchObject([{ line: lines + 1, times: 2, stage: 'prod' }]);
    }),
  );
});

test('neither a wrong checksum nor another form is a key', () => {
  const wrong = [
    KEY.slice(0, -1),
    `${KEY.slice(0, -1)}${KEY.endsWith('0') ? '1' : '0'}`,
    KEY.toUpperCase(),
    KEY.replace('sp_prod', 'sp_pro'),
    KEY.replace('sp_', 'sk_'),
    KEY.replace('_prod_', '_PROD_'),
  ];
  for (const text of wrong) expect(foundIn(text)).toEqual([]);
});

test('what only resembles a key hides none that begins within it', () => {
  const almost = KEY.slice(0, -3);
  expect(foundIn(`${almost}${KEY}`)).toHaveLength(1);
  expect(foundIn(`sp_a_${'x'.repeat(47)}${KEY}`)).toHaveLength(1);
});

test('a text in UTF-16 is read like any other', () => {
  expect(foundIn(Buffer.from(`key: ${KEY}\r\n`, 'utf16le'), 33)).toHaveLength(1);
});

test('of what is found no more than the stage and four characters of the key is shown', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const [found] = foundIn(`a ${key} b`);
      expect(found?.masked).toBe(`${key.slice(0, key.lastIndexOf('_') + 5)}…`);
      expect(JSON.stringify(found)).not.toContain(key.slice(key.lastIndexOf('_') + 1).slice(0, 6));
    }),
  );
});
