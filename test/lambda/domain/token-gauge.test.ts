import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TokenGauge } from '../../../lambda/domain/token-gauge.ts';

function totalOf(text: string, cuts: readonly number[] = []): number | undefined {
  const gauge = new TokenGauge();
  const bytes = Buffer.from(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  for (const [n, from] of [0, ...places].entries())
    gauge.push(bytes.subarray(from, places[n] ?? bytes.length));
  return gauge.total;
}

const event = (total: number, said = 'hi') =>
  `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: said }] } }], usageMetadata: { totalTokenCount: total } })}\r\n\r\n`;

test('the total is found however the answer is cut into pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000)), (cuts) => {
      expect(totalOf(event(7) + event(4_321), cuts)).toBe(4_321);
    }),
  );
});

test('what a model writes is not taken for the upstream’s own word', () => {
  expect(totalOf(event(5, '"totalTokenCount": 999999,'))).toBe(5);
});

test('a smaller number that comes later takes nothing back', () => {
  expect(totalOf(event(50) + event(3))).toBe(50);
});

test('an answer that says nothing of tokens has no total', () => {
  expect(totalOf('{"error":{"code":400}}')).toBeUndefined();
  expect(totalOf('"totalTokenCount": "12"}')).toBeUndefined();
});
