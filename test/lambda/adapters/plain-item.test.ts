import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainItem } from '../../../lambda/adapters/plain-item.ts';
import { canonical } from '../../../lambda/domain/chain/canonical.ts';

test('what JSON can say is itself', () => {
  const json = fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false, depthSize: 'small' }));
  fc.assert(
    fc.property(json, (value) => {
      // The last of them marshall() itself loses.
      fc.pre(!/e-|-0|__proto__/.test(JSON.stringify(value)));
      const clean = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
      fc.pre(numbersAreSafe(clean));
      expect(plainItem(marshall(clean))).toEqual(clean);
    }),
    { numRuns: 50 },
  );
});

test('an attribute of any name is kept, __proto__ and its like included', () => {
  const item = JSON.parse(
    '{"__proto__":{"BOOL":false},"constructor":{"S":"x"},"m":{"M":{"__proto__":{"S":"y"}}}}',
  );
  expect(canonical(plainItem(item))).toBe('{"__proto__":false,"constructor":"x","m":{"__proto__":"y"}}');
});

test('no two values of different types look alike, and nothing keeps an item from being written down', () => {
  const values = [
    { S: '1' },
    { N: '1' },
    { N: '10000000000000000000000000000000000001' },
    { S: '10000000000000000000000000000000000001' },
    { BOOL: true },
    { NULL: true },
    { B: Buffer.from('1') },
    { SS: ['1'] },
    { NS: ['1'] },
    { BS: [Buffer.from('1')] },
    { L: [{ S: '1' }] },
    { M: { a: { S: '1' } } },
  ];
  const texts = values.map((value) => canonical(plainItem({ value: value as never })));
  expect(new Set(texts).size).toBe(values.length);
});

function numbersAreSafe(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) || Math.abs(value) < 1e15;
  return typeof value !== 'object' || value === null || Object.values(value).every(numbersAreSafe);
}
