import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitsGateway, isAtMost, isEncoded } from '../../../lambda/domain/answer-head.ts';

test.each<[string, string, boolean]>([
  ['content-encoding', 'identity', false],
  ['content-encoding', ' Identity ', false],
  ['transfer-encoding', 'chunked', false],
  ['transfer-encoding', 'Chunked', false],
  ['content-encoding', 'gzip', true],
  ['content-encoding', 'identity, gzip', true],
  ['content-encoding', 'gzip, br, gzip, br', true],
  ['content-encoding', '', true],
  ['content-encoding', 'chunked', true],
  ['transfer-encoding', 'gzip, chunked', true],
  ['transfer-encoding', 'identity', true],
  ['x-content-encoding', 'gzip', false],
])('a body with %s: %j is encoded: %s', (name, value, encoded) => {
  expect(
    isEncoded([
      ['a', 'b'],
      [name, value],
    ]),
  ).toBe(encoded);
});

test('one plain encoding does not excuse another line', () => {
  const plain = ['content-encoding', 'identity'] as const;
  expect(isEncoded([plain, ['content-encoding', 'br']])).toBe(true);
  expect(isEncoded([])).toBe(false);
});

test.each<[readonly string[], boolean]>([
  [['0'], true],
  [['10'], true],
  [['11'], false],
  [['9999999999999999999'], false],
  [['-1'], false],
  [['1e1'], false],
  [['0x1'], false],
  [[''], false],
  [['5', '5'], false],
  [[], false],
])('a body with the lengths %j has at most ten bytes: %s', (lengths, short) => {
  expect(isAtMost([['a', '1'], ...lengths.map((length) => ['content-length', length] as const)], 10)).toBe(
    short,
  );
});

test('headers that fit leave API Gateway no more than it reads, whatever they hold', () => {
  const text = fc.string({ unit: fc.constantFrom('"', '\\\\', '\\t', 'ÿ', 'a'), maxLength: 8_000 });
  const pair = fc.tuple(fc.constantFrom('etag', 'x-ratelimit-remaining'), text);
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 30 }), (headers) => {
      if (!fitsGateway(headers)) return;
      expect(Buffer.byteLength(JSON.stringify({ statusCode: 200, multiValueHeaders: headers }))).toBeLessThan(
        16_384,
      );
    }),
    { numRuns: 500 },
  );
  expect(fitsGateway([['etag', 'x'.repeat(7_000)]])).toBe(true);
  expect(fitsGateway([['etag', 'x'.repeat(8_000)]])).toBe(false);
});
